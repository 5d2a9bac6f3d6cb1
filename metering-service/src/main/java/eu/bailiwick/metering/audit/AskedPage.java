package eu.bailiwick.metering.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of questions that were asked, newest first.
 *
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AskedPage(List<Item> items, @Nullable String next) {

  /**
   * One question, refusal or end of an export.
   *
   * @param index of its entry in the system log
   * @param record id of the record
   * @param kind {@code query}, {@code export}, {@code refused}, or {@code whatif}
   * @param by who asked
   * @param purpose what for
   * @param detail all that the entry says
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      long index,
      String record,
      String kind,
      Instant at,
      @Nullable String by,
      @Nullable String purpose,
      @Nullable String question,
      @Schema(implementation = Object.class) JsonNode detail) {

    static Item of(RecordQueries.Found found) {
      return new Item(
          found.index(),
          found.about(),
          found.kind(),
          found.at(),
          found.text("by"),
          found.text("purpose"),
          found.text("question"),
          found.content());
    }
  }
}
