package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import java.util.List;
import java.util.Set;

/**
 * A cosign signature over an image, in any of the forms that cosign writes: a Sigstore bundle
 * (cosign 3); a simple-signing payload with its signature, as {@code cosign download signature}
 * prints it; or the payload alone, as {@code cosign verify} prints it after a check.
 */
final class CosignSignature {

  private static final String SIGN = "https://sigstore.dev/cosign/sign/v1";
  private static final Set<String> TYPES = Set.of("cosign container image signature", SIGN);
  private static final String DIGEST = "docker-manifest-digest";

  private CosignSignature() {}

  /**
   * Reads a signature.
   *
   * @throws eu.bailiwick.registry.http.RefusedException with 422 and the path of what is wrong
   */
  static Signed read(JsonNode document, DocumentParser parser) {
    if (Envelope.isBundle(document)) {
      return bundle(document, parser);
    }
    if (document.has("critical")) {
      return new Signed(image(document, "document"), new byte[0], List.of());
    }
    for (String payload : List.of("Payload", "payload")) {
      if (document.has(payload)) {
        return payload(document, payload, parser);
      }
    }
    throw Fields.refused(
        "document", "a Sigstore bundle, or an object with Payload and Base64Signature, is needed");
  }

  private static Signed bundle(JsonNode document, DocumentParser parser) {
    Envelope envelope = Envelope.open(document, parser);
    Fields.is(SIGN, envelope.statement(), "predicateType", Envelope.STATEMENT);
    JsonNode subjects = Fields.list(envelope.statement(), "subject", Envelope.STATEMENT);
    String path = Envelope.STATEMENT + ".subject";
    if (subjects.size() != 1) {
      throw Fields.refused(path, "one subject is needed, not " + subjects.size());
    }
    return envelope.about(Fields.subject(subjects.get(0), path + "[0].digest"));
  }

  private static Signed payload(JsonNode document, String name, DocumentParser parser) {
    byte[] payload = Fields.base64(document, name, "document");
    String path = "document." + name;
    String subject = image(Fields.json(payload, path, parser), path);
    for (String signature : List.of("Base64Signature", "base64Signature", "signature")) {
      if (document.has(signature)) {
        byte[] bytes = Fields.base64(document, signature, "document");
        return new Signed(subject, payload, List.of(bytes));
      }
    }
    return new Signed(subject, payload, List.of());
  }

  private static String image(JsonNode payload, String path) {
    JsonNode critical = payload.path("critical");
    String type = Fields.text(critical, "type", path + ".critical");
    if (!TYPES.contains(type)) {
      throw Fields.refused(path + ".critical.type", "it is not cosign's");
    }
    String image = path + ".critical.image";
    return Fields.digest(Fields.text(critical.path("image"), DIGEST, image), image + "." + DIGEST);
  }
}
