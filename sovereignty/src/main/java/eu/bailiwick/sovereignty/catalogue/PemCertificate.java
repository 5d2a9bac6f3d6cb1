package eu.bailiwick.sovereignty.catalogue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Checks texts that are to be certificates. Messages do not repeat them: one may be a key. */
final class PemCertificate {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private PemCertificate() {}

  /**
   * @param field where it stands; the message begins with it
   * @throws IllegalArgumentException if it is not exactly one X.509 certificate in PEM (RFC 7468)
   */
  static void check(String text, String field) {
    String pem = text.strip();
    boolean one = pem.startsWith(BEGIN) && pem.indexOf(BEGIN, 1) < 0 && pem.endsWith(END);
    if (!one) {
      throw new IllegalArgumentException(
          field + ": one certificate in PEM is needed, from " + BEGIN + " to " + END);
    }
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(field + ": this is not an X.509 certificate", e);
    }
  }
}
