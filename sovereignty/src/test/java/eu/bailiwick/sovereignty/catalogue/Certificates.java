package eu.bailiwick.sovereignty.catalogue;

/** Certificates to try things with. */
final class Certificates {

  /**
   * That of an authority, made by {@code keytool -genkeypair -keyalg Ed25519 -ext bc:c=ca:true}.
   */
  static final String AUTHORITY =
      """
      -----BEGIN CERTIFICATE-----
      MIIBLDCB36ADAgECAgkAr2P3KdUFl9MwBQYDK2VwMCExHzAdBgNVBAMTFkV4YW1w
      bGUgc2l0ZSBhdXRob3JpdHkwIBcNMjYxMTI1MTkxNDU4WhgPMjEyNjExMDExOTE0
      NThaMCExHzAdBgNVBAMTFkV4YW1wbGUgc2l0ZSBhdXRob3JpdHkwKjAFBgMrZXAD
      IQDX2OwIghnhzJg5JTz7LsyQvOVyQK5cbs7WTgiama5lNKMyMDAwHQYDVR0OBBYE
      FLHlPXlggRRjPmVonvX00LQ9ZhcTMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EA
      RYeVH9ZIrseWJngz+t3sY6chfGcRXJTdomLatBspFKsKeAQ0h6wLQkbxoD5r7h3q
      JWFTPTkDLBAf6OMyH9e2Aw==
      -----END CERTIFICATE-----\
      """;

  private Certificates() {}
}
