package eu.bailiwick.metering.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ran on after a certificate had expired.
 *
 * @param lapses in the order in which they ended
 * @param items a page of the opened events within any of them, newest first
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LapsePage(
    String endpoint, List<Lapse> lapses, List<EventItem> items, @Nullable String next) {}
