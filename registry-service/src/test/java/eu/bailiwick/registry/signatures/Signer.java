package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.json.CatalogueJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Signs models and images as the tools of OpenSSF and Sigstore do, with a fresh key. */
final class Signer {

  private static final String IN_TOTO = "application/vnd.in-toto+json";

  private final KeyPair keys;
  private final String algorithm;

  private Signer(KeyPair keys, String algorithm) {
    this.keys = keys;
    this.algorithm = algorithm;
  }

  static Signer onCurve(String curve, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new Signer(generator.generateKeyPair(), algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Signer p256() {
    return onCurve("secp256r1", "SHA256withECDSA");
  }

  static Signer ed25519() {
    try {
      return new Signer(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** A model signature of version 1.0 over files with these SHA-256 digests in hex. */
  ObjectNode oms(List<String> files) {
    ObjectNode statement =
        statement(
            "https://model_signing/signature/v1.0",
            List.of(subject("model", root(files).substring("sha256:".length()))));
    ObjectNode predicate = statement.putObject("predicate");
    predicate.putObject("serialization").put("method", "files").put("hash_type", "sha256");
    ArrayNode resources = predicate.putArray("resources");
    for (int i = 0; i < files.size(); i++) {
      resources
          .addObject()
          .put("name", "model-" + i + ".safetensors")
          .put("algorithm", "sha256")
          .put("digest", files.get(i));
    }
    return bundle(statement);
  }

  /** A model signature as version 0.2 of the tool made it: each file is a subject. */
  ObjectNode olderOms(List<String> files) {
    return bundle(
        statement(
            "https://model_signing/Digests/v0.1",
            files.stream().map(digest -> subject("file", digest)).toList()));
  }

  /** A signature of cosign 3 over an image. */
  ObjectNode cosignBundle(String imageDigest) {
    return bundle(
        statement(
            "https://sigstore.dev/cosign/sign/v1",
            List.of(subject("", imageDigest.substring("sha256:".length())))));
  }

  /** A signature of cosign 1 or 2 over an image, as the tool downloads it. */
  ObjectNode cosign(String imageDigest) {
    byte[] payload = bytes(simpleSigning(imageDigest));
    return object()
        .put("Base64Signature", base64(sign(payload)))
        .put("Payload", base64(payload))
        .putNull("Cert");
  }

  static ObjectNode simpleSigning(String imageDigest) {
    ObjectNode payload = object();
    ObjectNode critical = payload.putObject("critical");
    critical.putObject("identity").put("docker-reference", "registry.example/chat");
    critical.putObject("image").put("docker-manifest-digest", imageDigest);
    critical.put("type", "cosign container image signature");
    payload.putNull("optional");
    return payload;
  }

  ObjectNode bundle(JsonNode statement) {
    byte[] payload = bytes(statement);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(
        ("DSSEv1 " + IN_TOTO.length() + " " + IN_TOTO + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8));
    message.writeBytes(payload);
    ObjectNode bundle = object();
    bundle.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json");
    bundle.putObject("verificationMaterial").putObject("publicKey").put("hint", "unimportant");
    ObjectNode envelope = bundle.putObject("dsseEnvelope");
    envelope.put("payload", base64(payload)).put("payloadType", IN_TOTO);
    envelope.putArray("signatures").addObject().put("sig", base64(sign(message.toByteArray())));
    return bundle;
  }

  /** The root digest of files: SHA-256 over their digests. */
  static String root(List<String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(file -> digest.update(HexFormat.of().parseHex(file)));
      return "sha256:" + HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode statement(String predicateType, List<ObjectNode> subjects) {
    ObjectNode statement = object().put("_type", "https://in-toto.io/Statement/v1");
    statement.putArray("subject").addAll(subjects);
    return statement.put("predicateType", predicateType);
  }

  static ObjectNode subject(String name, String digest) {
    ObjectNode subject = object().put("name", name);
    subject.putObject("digest").put("sha256", digest);
    return subject;
  }

  static ObjectNode object() {
    return CatalogueJson.mapper().createObjectNode();
  }

  private static byte[] bytes(JsonNode node) {
    return node.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
