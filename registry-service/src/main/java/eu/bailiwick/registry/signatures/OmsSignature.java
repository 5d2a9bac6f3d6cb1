package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Sha256;
import java.security.MessageDigest;

/**
 * An OpenSSF model signature. Its subject is the model's <em>root digest</em>: SHA-256 over the
 * digests of all files, in the order of the manifest. That is what {@code weightsDigest} of a
 * version has to be for the signature to be about it.
 *
 * <p>Signatures of version 1.0 carry the root digest, and it is recomputed here; those of 0.2, in
 * which every file is a subject, do not, and it is computed the same way.
 */
final class OmsSignature {

  private static final String V1 = "https://model_signing/signature/v1.0";
  private static final String V0 = "https://model_signing/Digests/v0.1";
  private static final String ALGORITHM = "sha256";

  private OmsSignature() {}

  /**
   * Reads a bundle.
   *
   * @throws eu.bailiwick.registry.http.RefusedException with 422 and the path of what is wrong
   */
  static Signed read(JsonNode document, DocumentParser parser) {
    Envelope envelope = Envelope.open(document, parser);
    JsonNode statement = envelope.statement();
    String type = Fields.text(statement, "predicateType", Envelope.STATEMENT);
    String root =
        switch (type) {
          case V1 -> first(statement);
          case V0 -> subjects(statement);
          default ->
              throw Fields.refused(
                  Envelope.STATEMENT + ".predicateType",
                  "\"" + V1 + "\" or \"" + V0 + "\" is needed");
        };
    return envelope.about(root);
  }

  private static String first(JsonNode statement) {
    String path = Envelope.STATEMENT + ".predicate";
    JsonNode resources = Fields.list(statement.path("predicate"), "resources", path);
    MessageDigest digest = Sha256.start();
    for (int i = 0; i < resources.size(); i++) {
      digest.update(Fields.hex(resources.get(i), "digest", path + ".resources[" + i + "]"));
    }
    String root = Sha256.text(digest);
    JsonNode subjects = Fields.list(statement, "subject", Envelope.STATEMENT);
    String subject = Envelope.STATEMENT + ".subject";
    if (subjects.size() != 1) {
      throw Fields.refused(subject, "one subject is needed, not " + subjects.size());
    }
    String stated = Fields.subject(subjects.get(0), subject + "[0].digest");
    if (!stated.equals(root)) {
      throw Fields.refused(
          subject + "[0].digest." + ALGORITHM, "the files of the manifest make " + root);
    }
    return root;
  }

  private static String subjects(JsonNode statement) {
    JsonNode subjects = Fields.list(statement, "subject", Envelope.STATEMENT);
    MessageDigest digest = Sha256.start();
    for (int i = 0; i < subjects.size(); i++) {
      String path = Envelope.STATEMENT + ".subject[" + i + "].digest";
      digest.update(Fields.hex(subjects.get(i).path("digest"), ALGORITHM, path));
    }
    return Sha256.text(digest);
  }
}
