package eu.bailiwick.metering.c2sp;

import java.util.HexFormat;

/** Kinds of signatures under a note; their bytes are assigned by c2sp.org/signed-note. */
public enum SignatureType {
  /** Ed25519 over the text of the note. */
  ED25519(0x01, "Ed25519", "302a300506032b6570032100", 32, 64),

  /** Ed25519 over the text and the time: cosignature/v1 of c2sp.org/tlog-cosignature. */
  COSIGNATURE_ED25519(0x04, "Ed25519", "302a300506032b6570032100", 32, 64),

  /** ML-DSA-44 over checkpoint, time and cosigner: subtree/v1 of c2sp.org/tlog-cosignature. */
  COSIGNATURE_ML_DSA_44(
      0x06, "ML-DSA-44", "30820532300b06096086480165030403110382052100", 1312, 2420);

  private final byte code;
  private final String algorithm;
  private final String keyInfo;
  private final int keyBytes;
  private final int signatureBytes;

  /**
   * @param keyInfo what stands before the bytes of a public key in its X.509 form, in hexadecimal
   */
  SignatureType(int code, String algorithm, String keyInfo, int keyBytes, int signatureBytes) {
    this.code = (byte) code;
    this.algorithm = algorithm;
    this.keyInfo = keyInfo;
    this.keyBytes = keyBytes;
    this.signatureBytes = signatureBytes;
  }

  static SignatureType of(byte code) {
    for (SignatureType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new MalformedException("signature type " + (code & 0xff) + " is not supported");
  }

  byte code() {
    return code;
  }

  String algorithm() {
    return algorithm;
  }

  byte[] keyInfo() {
    return HexFormat.of().parseHex(keyInfo);
  }

  int keyBytes() {
    return keyBytes;
  }

  int signatureBytes() {
    return signatureBytes;
  }

  /** Whether it is a cosignature, and so says when it was made. */
  public boolean isTimed() {
    return this != ED25519;
  }
}
