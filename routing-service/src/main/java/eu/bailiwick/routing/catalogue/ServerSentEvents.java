package eu.bailiwick.routing.catalogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts server-sent events together, line by line, as the HTML standard says. For one thread. */
final class ServerSentEvents {

  /**
   * One event.
   *
   * @param name its {@code event}; {@code message} if it has none
   * @param id its {@code id}; null if it has none
   * @param data its {@code data}, lines joined by line feeds
   */
  record Event(String name, @Nullable String id, String data) {}

  private String name = "message";
  private @Nullable String id;
  private @Nullable StringBuilder data;

  /**
   * Takes the next line.
   *
   * @param line without its end, but for a carriage return
   * @return the event that it completes; empty if it completes none
   */
  Optional<Event> take(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (text.isEmpty()) {
      return complete();
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    field(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  /** A line that begins with a colon is a comment: its field has no name. */
  private void field(String field, String value) {
    switch (field) {
      case "event" -> name = value;
      case "id" -> id = value;
      case "data" ->
          data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
      default -> {}
    }
  }

  private Optional<Event> complete() {
    Optional<Event> event =
        Optional.ofNullable(data).map(lines -> new Event(name, id, lines.toString()));
    name = "message";
    id = null;
    data = null;
    return event;
  }
}
