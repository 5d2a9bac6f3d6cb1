package eu.bailiwick.registry.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures made with fresh keys, read and verified. */
class SignedTest {

  private static final List<String> FILES = List.of("ab".repeat(32), "cd".repeat(32));
  private static final String IMAGE = "sha256:" + "e".repeat(64);

  private final DocumentParser parser = new DocumentParser(1 << 20);
  private final Signer signer = Signer.p256();

  static Stream<Signer> signers() {
    return Stream.of(
        Signer.p256(),
        Signer.onCurve("secp384r1", "SHA384withECDSA"),
        Signer.onCurve("secp384r1", "SHA256withECDSA"),
        Signer.onCurve("secp521r1", "SHA512withECDSA"),
        Signer.ed25519());
  }

  @ParameterizedTest
  @MethodSource("signers")
  void theKeyThatSignedVerifiesAndAnotherDoesNot(Signer by) {
    VerificationKey key = VerificationKey.parse(by.pem());
    VerificationKey other = VerificationKey.parse(signer.pem());
    for (Signed signed :
        List.of(
            OmsSignature.read(by.oms(FILES), parser),
            OmsSignature.read(by.olderOms(FILES), parser),
            CosignSignature.read(by.cosign(IMAGE), parser),
            CosignSignature.read(by.cosignBundle(IMAGE), parser))) {
      assertThat(signed.by(key)).isTrue();
      assertThat(signed.by(other)).isFalse();
    }
  }

  @Test
  void anOmsSignatureIsAboutTheRootDigestOfItsFiles() {
    assertThat(OmsSignature.read(signer.oms(FILES), parser).subject())
        .isEqualTo(Signer.root(FILES))
        .isEqualTo(OmsSignature.read(signer.olderOms(FILES), parser).subject());
    assertThat(OmsSignature.read(signer.oms(FILES.reversed()), parser).subject())
        .isNotEqualTo(Signer.root(FILES));
  }

  @Test
  void aCosignSignatureIsAboutTheImage() {
    assertThat(CosignSignature.read(signer.cosign(IMAGE), parser).subject()).isEqualTo(IMAGE);
    assertThat(CosignSignature.read(signer.cosignBundle(IMAGE), parser).subject()).isEqualTo(IMAGE);
  }

  @Test
  void whatCosignPrintsAfterACheckHasNoSignature() {
    Signed signed = CosignSignature.read(Signer.simpleSigning(IMAGE), parser);

    assertThat(signed.subject()).isEqualTo(IMAGE);
    assertThat(signed.hasSignature()).isFalse();
  }

  @Test
  void aChangedPayloadIsNotWhatWasSigned() {
    ObjectNode bundle = signer.oms(FILES);
    String payload = bundle.at("/dsseEnvelope/payload").asText();
    String changed =
        new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8)
            .replace("\"model\"", "\"other\"");
    ((ObjectNode) bundle.path("dsseEnvelope")).put("payload", base64(changed));

    assertThat(OmsSignature.read(bundle, parser).by(VerificationKey.parse(signer.pem()))).isFalse();
  }

  @Test
  void aRootDigestThatIsNotThatOfTheFilesIsRefused() {
    ObjectNode statement =
        Signer.statement(
            "https://model_signing/signature/v1.0",
            List.of(Signer.subject("model", "00".repeat(32))));
    statement.putObject("predicate").putArray("resources").addObject().put("digest", FILES.get(0));

    refused(signer.bundle(statement), "document.dsseEnvelope.payload.subject[0].digest.sha256");
  }

  @Test
  void aStatementOfAnotherKindIsNoModelSignature() {
    refused(signer.cosignBundle(IMAGE), "document.dsseEnvelope.payload.predicateType");
    refused(
        signer.bundle(Signer.object().put("_type", "other")),
        "document.dsseEnvelope.payload._type");
  }

  @Test
  void brokenBundlesAreRefusedWithThePath() {
    broken("document.mediaType", bundle -> bundle.put("mediaType", "text/plain"));
    broken("document.dsseEnvelope", bundle -> bundle.remove("dsseEnvelope"));
    broken("document.dsseEnvelope.payloadType", b -> envelope(b).put("payloadType", "x"));
    broken("document.dsseEnvelope.payload", b -> envelope(b).put("payload", "*"));
    broken("document.dsseEnvelope.payload", b -> envelope(b).put("payload", base64("{\"a\":")));
    broken(
        "document.dsseEnvelope.payload",
        b -> envelope(b).put("payload", base64("{\"a\":1,\"a\":2}")));
    broken("document.dsseEnvelope.signatures", b -> envelope(b).putArray("signatures"));
    broken(
        "document.dsseEnvelope.signatures[0].sig",
        b -> envelope(b).putArray("signatures").addObject());
  }

  @Test
  void aBareSignatureDoesNotSayWhatWasSigned() {
    JsonNode bare =
        CatalogueJson.parse(
            """
            {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
             "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "AA=="},
                                  "signature": "AA=="}}
            """);

    assertThatThrownBy(() -> CosignSignature.read(bare, parser))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not say what was signed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Payload\": \"e30=\"}",
        "{\"critical\": {\"type\": \"other\", \"image\": {\"docker-manifest-digest\": \"x\"}}}",
        "{\"critical\": {\"type\": \"cosign container image signature\"}}"
      })
  void whatNamesNoImageIsNoCosignSignature(String document) {
    assertThatThrownBy(() -> CosignSignature.read(CatalogueJson.parse(document), parser))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void whatIsNoPublicKeyIsRefused(String pem) {
    assertThatThrownBy(() -> VerificationKey.parse(pem))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::path)
                    .containsExactly("publicKey"));
  }

  private void broken(String path, Consumer<ObjectNode> damage) {
    ObjectNode bundle = signer.oms(FILES);
    damage.accept(bundle);
    refused(bundle, path);
  }

  private void refused(JsonNode bundle, String path) {
    assertThatThrownBy(() -> OmsSignature.read(bundle, parser))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.violations()).extracting(Violation::path).containsExactly(path));
  }

  private static ObjectNode envelope(ObjectNode bundle) {
    return (ObjectNode) bundle.path("dsseEnvelope");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
