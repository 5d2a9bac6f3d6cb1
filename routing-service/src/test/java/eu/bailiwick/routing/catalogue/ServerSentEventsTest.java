package eu.bailiwick.routing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

  private final ServerSentEvents events = new ServerSentEvents();

  @Test
  void linesMakeEvents() {
    assertThat(
            take(
                "event: revocation", "id: 7", "data: a.b.c", "", ": silence", "", "data:x\r", "\r"))
        .containsExactly(
            new ServerSentEvents.Event("revocation", "7", "a.b.c"),
            new ServerSentEvents.Event("message", null, "x"));
  }

  @Test
  void severalLinesOfDataAreOneText() {
    assertThat(take("data: a", "data:  b", "data", ""))
        .containsExactly(new ServerSentEvents.Event("message", null, "a\n b\n"));
  }

  @Test
  void withoutDataThereIsNoEvent() {
    assertThat(take("event: bookmark", "id: 3", "", "unknown: field", "")).isEmpty();
  }

  private List<ServerSentEvents.Event> take(String... lines) {
    List<ServerSentEvents.Event> taken = new ArrayList<>();
    for (String line : lines) {
      events.take(line).ifPresent(taken::add);
    }
    return taken;
  }
}
