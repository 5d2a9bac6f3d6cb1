package eu.bailiwick.sovereignty.catalogue;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom the TLS certificate of an endpoint must name, instead of the host of its base URL. If both
 * are given, the certificate must name both.
 *
 * @param dnsName a DNS name that must be among the certificate's subject alternative names, in
 *     lower case, without a wildcard; null if none is needed
 * @param spiffeId a SPIFFE ID, such as {@code spiffe://paris.example/chat}, that must be among its
 *     subject alternative names as a URI; null if none is needed
 */
public record PeerIdentity(@Nullable String dnsName, @Nullable URI spiffeId) {

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_ID = 2048;
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DNS_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  /** SPIFFE-ID, section 2: trust domain and path segments, nothing else. */
  private static final Pattern SPIFFE_ID =
      Pattern.compile("spiffe://[a-z0-9._-]{1,255}(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+");

  /**
   * @throws IllegalArgumentException if neither is given, or one is malformed
   */
  public PeerIdentity {
    if (dnsName == null && spiffeId == null) {
      throw new IllegalArgumentException("dnsName or spiffeId is needed");
    }
    if (dnsName != null
        && (dnsName.length() > LONGEST_NAME || !DNS_NAME.matcher(dnsName).matches())) {
      throw new IllegalArgumentException(
          "dnsName \""
              + dnsName
              + "\": a DNS name in lower case is needed, without a wildcard or a final dot");
    }
    if (spiffeId != null
        && (spiffeId.toString().length() > LONGEST_ID
            || !SPIFFE_ID.matcher(spiffeId.toString()).matches())) {
      throw new IllegalArgumentException(
          "spiffeId \""
              + spiffeId
              + "\": a SPIFFE ID with a path is needed, such as spiffe://paris.example/chat");
    }
  }
}
