package eu.bailiwick.metering.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.problem.Violation;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records who asks what and why, as entries of the system log, before anything is answered. What
 * cannot be recorded is not answered. Blocks.
 */
@Singleton
public final class Trail {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_PURPOSE = 300;

  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  public Trail(Ledger ledger, SecureRandom random, Clock clock) {
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What an export was found to be once it was over.
   *
   * @param leftOut events that its format cannot hold, or whose bytes were lawfully destroyed
   */
  public record Exported(long rows, long leftOut, long bytes, Bytes sha256, boolean complete) {

    /** Of an export that leaves nothing out. */
    public Exported(long rows, long bytes, Bytes sha256, boolean complete) {
      this(rows, 0, bytes, sha256, complete);
    }
  }

  /**
   * Records a question that is about to be answered.
   *
   * @return the id of the record
   * @throws ProblemException if it has no purpose, must not be asked by this caller, is about the
   *     future, or cannot be recorded
   */
  public UUID query(Asker asker, Question question) {
    return record("query", asker, question);
  }

  /** The same for an answer that leaves the service as a file. */
  public UUID export(Asker asker, Question question) {
    return record("export", asker, question);
  }

  private UUID record(String kind, Asker asker, Question question) {
    needPurpose(question);
    refuseOthersData(asker, question);
    refuseTheFuture(asker, question);
    return append(kind, content(asker, question));
  }

  /** Records how an export ended. */
  public void exported(UUID export, Asker asker, Exported exported) {
    append(
        "export",
        JSON.createObjectNode()
            .put("by", asker.name())
            .put("export", export.toString())
            .put("rows", exported.rows())
            .put("leftOut", exported.leftOut())
            .put("bytes", exported.bytes())
            .put("digest", "sha256:" + exported.sha256())
            .put("complete", exported.complete()));
  }

  /**
   * Records that a question is not answered.
   *
   * @return what the caller gets to know
   */
  public ProblemException refused(Asker asker, Question question, ErrorCode code, String detail) {
    append("refused", content(asker, question).put("code", code.code()).put("detail", detail));
    return new ProblemException(code, detail);
  }

  /**
   * Refuses what is another tenant's, whether or not it needs a purpose; the refusal is recorded.
   *
   * @throws ProblemException if the caller asks about others than it may
   */
  void refuseOthersData(Asker asker, Question question) {
    if (asker.seesAll()) {
      return;
    }
    String own = asker.tenant();
    if (own == null) {
      throw refused(
          asker,
          question,
          ErrorCode.OTHER_TENANT,
          "The token has no claim tenant that says whose.");
    }
    if (question.tenants().isEmpty() || !question.tenants().stream().allMatch(own::equals)) {
      throw refused(
          asker,
          question,
          ErrorCode.OTHER_TENANT,
          "A " + Roles.TENANT_OFFICER + " asks about the own tenant only: tenant=" + own + ".");
    }
  }

  private void refuseTheFuture(Asker asker, Question question) {
    Instant now = clock.instant();
    if (time(question.first("from")).filter(from -> from.isAfter(now)).isPresent()) {
      throw refused(
          asker, question, ErrorCode.FUTURE_PERIOD, "from: the period begins in the future.");
    }
  }

  /** Empty if it is not a time: who reads the parameter says so. */
  private static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(each -> OffsetDateTime.parse(each).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void needPurpose(Question question) {
    String purpose = question.purpose();
    if (purpose == null || purpose.isBlank()) {
      throw purpose(
          ErrorCode.PURPOSE_NEEDED,
          "say what the answer is for, in the header "
              + Question.HEADER
              + " or the parameter "
              + Question.PARAMETER);
    }
    if (purpose.length() > LONGEST_PURPOSE || purpose.chars().anyMatch(Character::isISOControl)) {
      throw purpose(
          ErrorCode.INVALID_PARAMETER,
          "at most " + LONGEST_PURPOSE + " characters on one line are needed");
    }
  }

  private static ProblemException purpose(ErrorCode code, String message) {
    return new ProblemException(
        code,
        Question.PARAMETER + ": " + message,
        List.of(new Violation(Question.PARAMETER, message)));
  }

  private static ObjectNode content(Asker asker, Question question) {
    ObjectNode content = JSON.createObjectNode().put("by", asker.name());
    content.set("roles", JSON.valueToTree(asker.roles()));
    if (asker.tenant() != null) {
      content.put("tenant", asker.tenant());
    }
    if (question.purpose() != null) {
      content.put("purpose", question.purpose().strip());
    }
    content.put("question", question.path());
    ObjectNode parameters = content.putObject("parameters");
    question
        .parameters()
        .forEach(
            (name, values) -> {
              if (!name.equals(Question.PARAMETER)) {
                parameters.set(name, JSON.valueToTree(values));
              }
            });
    return content;
  }

  private UUID append(String kind, ObjectNode content) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    content.put("at", now.toString());
    try {
      ledger.append(LogId.SYSTEM, new Entry(kind, id.toString(), now, salt(), bytes(content)));
      return id;
    } catch (StorageUnavailableException e) {
      throw new ProblemException(
          ErrorCode.UNRECORDED, "What cannot be recorded is not answered. Try again soon.", e);
    }
  }

  private static Bytes bytes(ObjectNode content) {
    try {
      return new Bytes(JSON.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private Bytes salt() {
    byte[] salt = new byte[Entry.SALT_BYTES];
    random.nextBytes(salt);
    return new Bytes(salt);
  }
}
