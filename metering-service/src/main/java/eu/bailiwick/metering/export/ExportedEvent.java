package eu.bailiwick.metering.export;

import eu.bailiwick.metering.event.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way out.
 *
 * @param byColumn a value for each column, in order: text, number, flag, instant, or null
 * @param bytes the event's exact bytes; null if they were lawfully destroyed
 */
record ExportedEvent(Map<Column, @Nullable Object> byColumn, @Nullable Bytes bytes) {

  /** The values in the order of the columns. */
  List<@Nullable Object> values() {
    return new ArrayList<>(byColumn.values());
  }

  @Nullable Object value(Column column) {
    return byColumn.get(column);
  }

  @Nullable String text(Column column) {
    return (String) value(column);
  }

  @Nullable Long number(Column column) {
    return (Long) value(column);
  }
}
