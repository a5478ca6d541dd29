package redpacket.gateway.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import redpacket.gateway.answer.Answer;

/**
 * A page of the class path and the files that it loads, held in memory, without a request to another host.
 *
 * <p>A digest of all assets is part of their paths. So a client may cache them for ever, and a new version has new
 * paths.
 */
final class PageWithAssets {
    static final String JAVASCRIPT = "text/javascript;charset=utf-8";
    static final String CSS = "text/css;charset=utf-8";
    private static final int DIGEST_LENGTH = 16;

    private PageWithAssets() {}

    /** A file of the page. Its name has no dots, because the gateway serves no path with a dot. */
    record Asset(String name, String resource, String contentType) {}

    /** The page and its assets, by path. The page names the path of its assets {@code {assets}}. */
    static Map<String, Answer> of(String pagePath, String pageResource, List<Asset> assets) {
        List<byte[]> contents =
                assets.stream().map(asset -> read(asset.resource())).toList();
        String path = pagePath + "/" + digest(contents);
        Map<String, Answer> pages = new HashMap<>();
        for (int i = 0; i < assets.size(); i++) {
            Asset asset = assets.get(i);
            pages.put(
                    path + "/" + asset.name(),
                    new Answer(200, asset.contentType(), contents.get(i), null, Answer.By.EDGE));
        }
        String html = new String(read(pageResource), StandardCharsets.UTF_8).replace("{assets}", path);
        pages.put(pagePath, Answer.of(200, "text/html;charset=utf-8", html));
        return pages;
    }

    private static String digest(List<byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static InputStream open(String resource) {
        InputStream stream = PageWithAssets.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(resource + " is missing from the class path");
        }
        return stream;
    }
}
