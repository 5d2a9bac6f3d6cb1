package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.DocumentParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The DSSE envelope with an in-toto statement in a Sigstore bundle. */
final class Envelope {

  static final String STATEMENT = "document.dsseEnvelope.payload";

  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";
  private static final String IN_TOTO = "application/vnd.in-toto+json";
  private static final String STATEMENT_V1 = "https://in-toto.io/Statement/v1";
  private static final String STATEMENT_V0 = "https://in-toto.io/Statement/v0.1";
  private static final String PATH = "document.dsseEnvelope";
  private static final int MOST_SIGNATURES = 16;

  private final JsonNode statement;
  private final byte[] message;
  private final List<byte[]> signatures;

  private Envelope(JsonNode statement, byte[] message, List<byte[]> signatures) {
    this.statement = statement;
    this.message = message;
    this.signatures = signatures;
  }

  /** Whether a document is a Sigstore bundle, of whatever content. */
  static boolean isBundle(JsonNode document) {
    return document.path("mediaType").asText().startsWith(BUNDLE);
  }

  /**
   * Opens a bundle.
   *
   * @throws eu.bailiwick.registry.http.RefusedException with 422 and the path of what is wrong
   */
  static Envelope open(JsonNode document, DocumentParser parser) {
    if (!isBundle(document)) {
      throw Fields.refused("document.mediaType", "a Sigstore bundle is needed, " + BUNDLE + "…");
    }
    JsonNode envelope = document.path("dsseEnvelope");
    if (!envelope.isObject()) {
      throw Fields.refused(PATH, "is missing; a bare signature does not say what was signed");
    }
    Fields.is(IN_TOTO, envelope, "payloadType", PATH);
    byte[] payload = Fields.base64(envelope, "payload", PATH);
    JsonNode statement = Fields.json(payload, STATEMENT, parser);
    if (!statement.path("_type").asText().equals(STATEMENT_V0)) {
      Fields.is(STATEMENT_V1, statement, "_type", STATEMENT);
    }
    return new Envelope(statement, encoding(payload), signatures(envelope));
  }

  /** The statement that was signed. */
  JsonNode statement() {
    return statement;
  }

  /**
   * What was signed.
   *
   * @param subject digest of what the statement is about
   */
  Signed about(String subject) {
    return new Signed(subject, message, signatures);
  }

  private static List<byte[]> signatures(JsonNode envelope) {
    JsonNode listed = Fields.list(envelope, "signatures", PATH);
    if (listed.size() > MOST_SIGNATURES) {
      throw Fields.refused(PATH + ".signatures", "at most " + MOST_SIGNATURES + " are accepted");
    }
    List<byte[]> signatures = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      signatures.add(Fields.base64(listed.get(i), "sig", PATH + ".signatures[" + i + "]"));
    }
    return List.copyOf(signatures);
  }

  /** PAE of the DSSE protocol 1.0. */
  private static byte[] encoding(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + IN_TOTO.length() + " " + IN_TOTO + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array();
  }
}
