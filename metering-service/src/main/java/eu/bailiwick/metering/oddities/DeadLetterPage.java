package eu.bailiwick.metering.oddities;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of dead letters, newest first.
 *
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterPage(List<DeadLetter> items, @Nullable String next) {

  /**
   * A record of the usage topic that is not an event.
   *
   * @param reason why not, in a stable word
   * @param detail why not, in a sentence
   * @param noticed when it was read
   * @param key Base64; absent if it had none
   * @param salt Base64; absent if it had none
   * @param value Base64 of its exact bytes; absent if it had none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeadLetter(
      String topic,
      int partition,
      long offset,
      String reason,
      String detail,
      Instant noticed,
      @Nullable String key,
      @Nullable String salt,
      @Nullable String value) {}
}
