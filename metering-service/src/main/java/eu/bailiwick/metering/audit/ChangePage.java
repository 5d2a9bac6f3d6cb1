package eu.bailiwick.metering.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of changes of the catalogue, newest first.
 *
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangePage(List<Item> items, @Nullable String next) {

  /**
   * One change.
   *
   * @param index of its entry in the system log
   * @param revision that it made
   * @param actor who made it
   * @param reason why, in the actor's words
   * @param approvedBy the other person who approved it; absent if nobody had to
   * @param items what was changed, each with {@code kind}, {@code id}, {@code before}, {@code
   *     after}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      long index,
      String revision,
      Instant at,
      Instant logged,
      @Nullable String actor,
      @Nullable String reason,
      @Nullable String approvedBy,
      @Schema(implementation = Object[].class) JsonNode items) {

    static Item of(RecordQueries.Found found) {
      return new Item(
          found.index(),
          found.about(),
          found.at(),
          found.logged(),
          found.text("actor"),
          found.text("reason"),
          found.text("approvedBy"),
          found.content().path("items"));
    }
  }
}
