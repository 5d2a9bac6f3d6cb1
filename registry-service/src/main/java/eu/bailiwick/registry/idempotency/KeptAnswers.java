package eu.bailiwick.registry.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Does each request once and keeps its answer for a while. */
@ApplicationScoped
class KeptAnswers {

  private static final Pattern KEY = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");

  private final AnswerRows rows;
  private final Duration retention;
  private final Clock clock;

  /**
   * @throws IllegalStateException if answers would not be kept at all
   */
  KeptAnswers(AnswerRows rows, IdempotencySettings settings, Clock clock) {
    if (!settings.retention().isPositive()) {
      throw new IllegalStateException(
          "bailiwick.idempotency.retention is "
              + settings.retention()
              + ": more than nothing is needed");
    }
    this.rows = rows;
    this.retention = settings.retention();
    this.clock = clock;
  }

  /** Unusable settings stop the service before it serves. */
  void start(@Observes StartupEvent event) {
    removeForgotten();
  }

  /**
   * A request with a key.
   *
   * @param digest of everything that the request says
   */
  record Request(String actor, String path, String key, String digest) {

    /**
     * @throws RefusedException with 400 if the key is not 1 to 255 printable characters
     */
    Request {
      if (!KEY.matcher(key).matches()) {
        throw new RefusedException(
            ErrorCode.INVALID_PARAMETER,
            "Idempotency-Key: from 1 to 255 printable ASCII characters are needed");
      }
    }
  }

  /**
   * Does {@code action} and keeps what it answers, both or neither.
   *
   * @param answer how its result is sent
   * @throws ReplayedException if it was done before
   * @throws RefusedException with 409 if it is being done, with 422 if the key stands for another
   *     request
   */
  <T> T once(Request request, Callable<T> action, Function<T, KeptAnswer> answer) {
    return QuarkusTransaction.requiringNew().call(() -> alone(request, action, answer));
  }

  private <T> T alone(Request request, Callable<T> action, Function<T, KeptAnswer> answer)
      throws Exception {
    AnswerRow.Key key = new AnswerRow.Key(request.actor(), request.path(), request.key());
    if (!rows.tryLock(key)) {
      throw new RefusedException(
          ErrorCode.IDEMPOTENCY_KEY_IN_USE, "the first request with this key is still running");
    }
    Optional<AnswerRow> kept = rows.findByIdOptional(key);
    if (kept.isPresent() && kept.get().keptAt.isAfter(clock.instant().minus(retention))) {
      throw replayed(kept.get(), request);
    }
    T result = action.call();
    keep(kept.orElseGet(AnswerRow::new), request, answer.apply(result));
    removeForgotten();
    return result;
  }

  private void removeForgotten() {
    QuarkusTransaction.joiningExisting()
        .run(() -> rows.removeBefore(clock.instant().minus(retention)));
  }

  private static RuntimeException replayed(AnswerRow row, Request request) {
    if (!row.requestDigest.equals(request.digest())) {
      return new RefusedException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "this key was sent with another request at " + row.keptAt + "; take a new one");
    }
    Map<String, String> headers =
        CatalogueJson.parse(row.headers).properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> text(e.getValue())));
    return new ReplayedException(new KeptAnswer(row.status, headers, row.body));
  }

  private static String text(JsonNode node) {
    return node.asText();
  }

  private void keep(AnswerRow row, Request request, KeptAnswer answer) {
    row.actor = request.actor();
    row.path = request.path();
    row.key = request.key();
    row.requestDigest = request.digest();
    row.status = answer.status();
    row.headers = CatalogueJson.write(answer.headers());
    row.body = answer.body();
    row.keptAt = clock.instant();
    rows.persist(row);
    rows.flush();
  }
}
