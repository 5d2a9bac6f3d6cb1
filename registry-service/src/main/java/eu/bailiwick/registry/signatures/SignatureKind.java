package eu.bailiwick.registry.signatures;

import eu.bailiwick.sovereignty.catalogue.ModelVersion;

/** What was signed, and how; the two say nothing about one another. */
public enum SignatureKind {
  /** The weights, by OpenSSF Model Signing. */
  OMS("weightsDigest"),
  /** The container image, by cosign. */
  COSIGN("imageDigest");

  private final String field;

  SignatureKind(String field) {
    this.field = field;
  }

  /** The version's field that a signature of this kind is about. */
  String field() {
    return field;
  }

  /** What the signed subject has to be, {@code sha256:…}. */
  String subject(ModelVersion version) {
    return switch (this) {
      case OMS -> version.weightsDigest();
      case COSIGN -> version.imageDigest();
    };
  }
}
