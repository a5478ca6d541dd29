package redpacket.loadtest.bench.shake;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** A reactor-netty server with TLS and a constant answer, as a process of its own. */
public final class BareNetty {
    static final String ANSWER = "{\"outcome\":\"NOTHING\",\"nextShakeMillis\":1234}";

    private BareNetty() {}

    /** Arguments: port and key store. The password is in the environment. */
    public static void main(String[] arguments) throws Exception {
        char[] password = System.getenv("KEYSTORE_PASSWORD").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SslContext tls = SslContextBuilder.forServer(keys)
                .sslProvider(SslProvider.OPENSSL)
                .build();
        byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .runOn(LoopResources.create("bare", 1, true))
                .protocol(HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext(tls))
                .handle((request, response) -> response.status(200)
                        .header("Content-Type", "application/json")
                        .header("Content-Length", Integer.toString(answer.length))
                        .sendByteArray(Mono.just(answer)))
                .bindNow()
                .onDispose()
                .block();
    }
}
