package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Sha256;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.evidence.Grade;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records checks of signatures that are about a version of the catalogue, and shows them. */
@ApplicationScoped
class SignatureLog {

  /** The name under which the registry's own checks are recorded. */
  static final String REGISTRY = "bailiwick-registry";

  /** How far somebody else's clock may be ahead. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final CatalogueStore catalogue;
  private final DocumentParser parser;
  private final SignatureRows rows;
  private final Clock clock;

  SignatureLog(CatalogueStore catalogue, DocumentParser parser, SignatureRows rows, Clock clock) {
    this.catalogue = catalogue;
    this.parser = parser;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Records a check. Whether it succeeded or failed makes no difference to that; a signature that
   * is about something else is refused.
   *
   * @param actor who sends it, as authenticated
   * @throws RefusedException with 404 if there is no such version; with 422 if the body is not a
   *     report or its signature is not about the version
   */
  SignatureCheck record(String versionId, InputStream body, String actor) {
    ModelVersion version = version(versionId);
    SignatureReport report = report(parser.parse(body, Format.JSON));
    Signed signed =
        switch (report.kind()) {
          case OMS -> OmsSignature.read(report.document(), parser);
          case COSIGN -> CosignSignature.read(report.document(), parser);
        };
    checkSubject(report.kind(), signed.subject(), version);
    SignatureRow row = row(version, report, signed);
    row.recordedBy = actor;
    QuarkusTransaction.joiningExisting().run(() -> rows.persist(row));
    return check(row, CatalogueJson.parse(row.document));
  }

  /** Checks of a version after one of them, oldest first. */
  SignaturePage list(String versionId, long after, int limit) {
    version(versionId);
    List<SignatureRow> found =
        QuarkusTransaction.joiningExisting().call(() -> rows.after(versionId, after, limit + 1));
    List<SignatureRow> shown = found.subList(0, Math.min(limit, found.size()));
    return new SignaturePage(
        shown.stream().map(row -> check(row, null)).toList(),
        found.size() > limit ? Long.toString(shown.getLast().number) : null);
  }

  /**
   * One check with its document.
   *
   * @throws RefusedException with 404 if there is none
   */
  SignatureCheck get(String versionId, long number) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> rows.find(versionId, number))
        .map(row -> check(row, CatalogueJson.parse(row.document)))
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND, "\"" + versionId + "\" has no signature check " + number));
  }

  private ModelVersion version(String id) {
    return catalogue.current().catalogue().versions().stream()
        .filter(version -> version.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(ErrorCode.NOT_FOUND, "no \"" + id + "\" among the versions"));
  }

  private SignatureReport report(JsonNode body) {
    SignatureReport report = Reading.body(SignatureReport.class, body);
    if (report.checkedAt() != null && report.checkedAt().isAfter(clock.instant().plus(SKEW))) {
      throw new RefusedException(
          ErrorCode.INVALID_REQUEST,
          "nothing was recorded",
          List.of(new Violation("checkedAt", "is in the future")));
    }
    return report;
  }

  private static void checkSubject(SignatureKind kind, String subject, ModelVersion version) {
    String expected = kind.subject(version);
    if (!subject.equals(expected)) {
      throw new RefusedException(
          ErrorCode.WRONG_SUBJECT,
          "the signature is about " + subject + " and " + kind.field() + " is " + expected);
    }
  }

  private SignatureRow row(ModelVersion version, SignatureReport report, Signed signed) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Outcome outcome = outcome(report, signed, now);
    SignatureRow row = new SignatureRow();
    row.version = version.id();
    row.kind = report.kind();
    row.subjectDigest = signed.subject();
    row.result = outcome.result().name();
    row.grade = outcome.grade().name();
    row.verifier = outcome.verifier();
    row.identity = outcome.identity();
    row.checkedAt = outcome.checkedAt();
    row.recordedAt = now;
    row.document = CatalogueJson.write(report.document());
    row.documentDigest = Sha256.of(row.document.getBytes(StandardCharsets.UTF_8));
    return row;
  }

  private static Outcome outcome(SignatureReport report, Signed signed, Instant now) {
    if (report.publicKey() == null) {
      return new Outcome(
          Objects.requireNonNull(report.result()),
          Grade.DECLARED,
          Objects.requireNonNull(report.verifier()),
          Objects.requireNonNull(report.identity()),
          Objects.requireNonNull(report.checkedAt()).truncatedTo(ChronoUnit.MICROS));
    }
    VerificationKey key = VerificationKey.parse(report.publicKey());
    if (!signed.hasSignature()) {
      throw Fields.refused("document", "there is no signature in it that a key could verify");
    }
    CheckResult result = signed.by(key) ? CheckResult.VERIFIED : CheckResult.FAILED;
    return new Outcome(result, Grade.MACHINE_VERIFIED, REGISTRY, key.fingerprint(), now);
  }

  private static SignatureCheck check(SignatureRow row, @Nullable JsonNode document) {
    return new SignatureCheck(
        row.number,
        row.version,
        row.kind,
        row.subjectDigest,
        new Outcome(
            CheckResult.valueOf(row.result),
            Grade.valueOf(row.grade),
            row.verifier,
            row.identity,
            row.checkedAt),
        row.recordedBy,
        row.recordedAt,
        row.documentDigest,
        document);
  }
}
