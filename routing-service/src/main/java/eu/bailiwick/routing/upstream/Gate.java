package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.sovereignty.catalogue.AddressRange;
import eu.bailiwick.sovereignty.catalogue.PeerIdentity;
import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What a connection to one endpoint must pass before it is used, beyond the TLS handshake, in which
 * the chain of certificates and the host are verified. A connection is checked once; that it passed
 * is kept with it, so that a pooled one costs a look at a mark. A new snapshot is a new gate.
 */
final class Gate {

  private static final AttributeKey<Gate> PASSED = AttributeKey.valueOf(Gate.class, "passed");

  /** A name of type uniformResourceIdentifier, RFC 5280 section 4.2.1.6. */
  private static final Integer URI_NAME = 6;

  private final List<AddressRange> ranges;
  private final boolean anyAddress;
  private final @Nullable String spiffeId;

  /**
   * @param ranges that contain its addresses
   * @param anyAddress whether it may answer anywhere, whatever the ranges
   * @param spiffeId that its certificate must name; null if it need name none
   */
  private Gate(List<AddressRange> ranges, boolean anyAddress, @Nullable String spiffeId) {
    this.ranges = ranges;
    this.anyAddress = anyAddress;
    this.spiffeId = spiffeId;
  }

  static Gate of(Destination destination, UnrecordedAddresses unrecorded) {
    List<AddressRange> ranges =
        destination.site().addressRanges().stream().map(AddressRange::parse).toList();
    PeerIdentity peer = destination.endpoint().peer();
    return new Gate(
        ranges,
        ranges.isEmpty() && unrecorded == UnrecordedAddresses.ALLOW,
        peer == null || peer.spiffeId() == null ? null : peer.spiffeId().toString());
  }

  /** Why no address at all is let through; null if some may be. */
  @Nullable Refusal refusal() {
    return ranges.isEmpty() && !anyAddress ? Refusal.ADDRESSES_NOT_RECORDED : null;
  }

  /** Whether it may answer at this address. */
  boolean admits(InetAddress address) {
    if (anyAddress) {
      return true;
    }
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Why an open connection is not to be used; null if it may be. */
  @Nullable Refusal refusal(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    Attribute<Gate> passed = channel.attr(PASSED);
    if (passed.get() == this) {
      return null;
    }
    Refusal refusal = check(channel, connection);
    if (refusal == null) {
      passed.set(this);
    }
    return refusal;
  }

  private @Nullable Refusal check(Channel channel, HttpConnection connection) {
    boolean inside =
        channel.remoteAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
            && admits(remote.getAddress());
    if (!inside) {
      return Refusal.ADDRESS_OUTSIDE_SITE;
    }
    return spiffeId == null || names(connection, spiffeId) ? null : Refusal.PEER_NOT_NAMED;
  }

  /** Whether the certificate names this SPIFFE ID and no other URI (X509-SVID, section 2). */
  private static boolean names(HttpConnection connection, String spiffeId) {
    if (!connection.isSsl()) {
      return false;
    }
    try {
      Certificate certificate = connection.peerCertificates().getFirst();
      return certificate instanceof X509Certificate x509 && uris(x509).equals(List.of(spiffeId));
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }

  private static List<String> uris(X509Certificate certificate) throws CertificateParsingException {
    var names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> URI_NAME.equals(name.getFirst()))
            .map(name -> String.valueOf(name.get(1)))
            .toList();
  }
}
