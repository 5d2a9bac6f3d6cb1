package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.sovereignty.catalogue.PeerIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;

/**
 * How a TLS handshake is verified. Connections are pooled for each of these apart, so that none is
 * used by an endpoint that trusts others.
 *
 * @param anchors certificates in PEM; empty for those that the platform trusts
 * @param byHost whether the certificate must name the host; otherwise its SPIFFE ID tells
 */
record Trust(List<String> anchors, boolean byHost) {

  static Trust of(Destination destination) {
    PeerIdentity peer = destination.endpoint().peer();
    return new Trust(destination.site().trustAnchors(), peer == null || peer.dnsName() != null);
  }

  /** Puts it into {@code options}. */
  HttpClientOptions into(HttpClientOptions options) {
    options.setVerifyHost(byHost);
    if (!anchors.isEmpty()) {
      PemTrustOptions trusted = new PemTrustOptions();
      anchors.forEach(anchor -> trusted.addCertValue(Buffer.buffer(anchor)));
      options.setTrustOptions(trusted);
    }
    return options;
  }
}
