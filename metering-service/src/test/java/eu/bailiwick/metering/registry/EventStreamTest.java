package eu.bailiwick.metering.registry;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.event.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private final AtomicInteger heard = new AtomicInteger();

  private List<ServerEvent> read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<ServerEvent> events = new ArrayList<>();
    try (EventStream stream =
        new EventStream(new ByteArrayInputStream(bytes), heard::incrementAndGet)) {
      for (ServerEvent event = stream.next(); event != null; event = stream.next()) {
        events.add(event);
      }
    }
    return events;
  }

  private static ServerEvent event(String name, @Nullable String id, String data) {
    return new ServerEvent(name, id, new Bytes(data.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsNameIdAndData() throws IOException {
    assertThat(read("event: change\nid: 7\ndata: {\"a\": \"ü\"} \n\n"))
        .containsExactly(event("change", "7", "{\"a\": \"ü\"} "));
  }

  @Test
  void nothingOfAnEventIsLeftForTheNext() throws IOException {
    assertThat(read("event:a\nid:1\ndata:x\n\ndata:y\n\nevent:b\n\ndata:z\n\n"))
        .containsExactly(
            event("a", "1", "x"), event("message", null, "y"), event("message", null, "z"));
  }

  @Test
  void linesMayEndInAnyWay() throws IOException {
    assertThat(read("id:1\r\ndata:x\r\n\r\nid:2\rdata:y\r\rid:3\ndata:z\n\n"))
        .containsExactly(
            event("message", "1", "x"), event("message", "2", "y"), event("message", "3", "z"));
  }

  @Test
  void dataOfSeveralLinesIsOne() throws IOException {
    assertThat(read("data:  x\ndata\ndata:y\n\n"))
        .containsExactly(event("message", null, " x\n\ny"));
  }

  @Test
  void commentsAreSignsOfLifeOnly() throws IOException {
    assertThat(read(": here\n\nretry: 1000\nunknown: field\n\n")).isEmpty();
    assertThat(heard).hasValue(5);
  }

  @Test
  void whatIsCutOffIsDropped() throws IOException {
    assertThat(read("data: x\n\ndata: y\n")).containsExactly(event("message", null, "x"));
    assertThat(read("data: x\n\ndata: y")).containsExactly(event("message", null, "x"));
  }
}
