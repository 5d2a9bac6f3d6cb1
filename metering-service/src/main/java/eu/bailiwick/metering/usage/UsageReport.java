package eu.bailiwick.metering.usage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Usage by groups, in the order of their values. */
record UsageReport(List<Item> items) {

  /**
   * One group.
   *
   * @param bucket when its stretch of time begins, UTC; absent if it was not asked for
   * @param group a member of the item for each dimension asked for, with its value or null
   */
  record Item(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant bucket,
      @JsonAnyGetter @Schema(hidden = true) Map<String, @Nullable String> group,
      @JsonUnwrapped Totals totals) {}
}
