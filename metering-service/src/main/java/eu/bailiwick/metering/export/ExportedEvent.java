package eu.bailiwick.metering.export;

import eu.bailiwick.metering.event.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way out.
 *
 * @param values one for each {@link Column}, in order: text, number, flag, instant, or null
 * @param bytes the event's exact bytes
 */
record ExportedEvent(List<@Nullable Object> values, Bytes bytes) {

  @Nullable Object value(Column column) {
    return values.get(column.ordinal());
  }

  @Nullable String text(Column column) {
    return (String) value(column);
  }

  @Nullable Long number(Column column) {
    return (Long) value(column);
  }
}
