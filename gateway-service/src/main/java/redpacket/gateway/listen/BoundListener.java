package redpacket.gateway.listen;

import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Sets every bound of {@link ListenSettings} on a listener. reactor-netty's defaults leave most of them open. */
public final class BoundListener {
    private final ListenSettings settings;
    private final DrainConnections drain;

    BoundListener(ListenSettings settings, DrainConnections drain) {
        this.settings = settings;
        this.drain = drain;
    }

    public HttpServer apply(HttpServer server) {
        return server.maxConnections(settings.connectionsMax())
                .maxPipelineDepth(settings.pipelineMax())
                .idleTimeout(Duration.ofMillis(settings.idleMillis()))
                .requestTimeout(Duration.ofMillis(settings.requestMillisMax()))
                .doOnChannelInit((observer, channel, client) -> {
                    if (channel.pipeline().get(NettyPipeline.SslHandler) instanceof SslHandler tls) {
                        tls.setHandshakeTimeoutMillis(settings.handshakeMillisMax());
                    }
                    HeadTime.addTo(channel, settings.requestMillisMax());
                    drain.add(channel);
                })
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(settings.headerBytesMax())
                        .maxInitialLineLength(settings.targetBytesMax())
                        .validateHeaders(true))
                .http2Settings(http2 -> http2.maxConcurrentStreams(settings.streamsMax())
                        .maxHeaderListSize(settings.headerBytesMax())
                        .maxDecodedRstFramesPerWindow(settings.resetsMax(), settings.resetWindowSeconds())
                        .maxEncodedRstFramesPerWindow(settings.resetsMax(), settings.resetWindowSeconds()));
    }
}
