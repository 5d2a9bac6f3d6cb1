package eu.bailiwick.metering.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.audit.RecordQueries.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LapsesTest {

  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  private final List<Found> changes = new ArrayList<>();

  private void change(String at, String item) throws JsonProcessingException {
    long revision = changes.size() + 1L;
    Instant time = Instant.parse(at);
    changes.add(
        new Found(
            revision,
            "change",
            Long.toString(revision),
            time,
            time,
            new ObjectMapper().readTree("{\"items\":[" + item + "]}")));
  }

  private static String certified(@Nullable String until) {
    String validTo = until == null ? "null" : "\"" + until + "\"";
    return """
    {"kind":"endpoints","id":"e","after":{"facts":{"certifications":[
      {"value":{"scheme":"HDS"},"grade":"CERTIFIED","source":"HDS-1","validTo":%s}]}}}
    """
        .formatted(validTo);
  }

  private List<String> lapses() {
    return Lapses.of("e", changes, NOW).stream()
        .map(each -> each.expired() + " to " + each.until() + " by " + each.endedBy())
        .toList();
  }

  @Test
  void revocationEndsALapse() throws Exception {
    change("2026-01-01T00:00:00Z", certified("2026-02-01T00:00:00Z"));
    change(
        "2026-03-01T00:00:01Z",
        "{\"kind\":\"revocations\",\"id\":\"endpoint.e\",\"after\":{\"at\":\"2026-03-01T00:00:00Z\"}}");

    assertThat(lapses())
        .containsExactly("2026-02-01T00:00:00Z to 2026-03-01T00:00:00Z by revocation");
  }

  @Test
  void renewalInTimeLeavesNone() throws Exception {
    change("2026-01-01T00:00:00Z", certified("2026-02-01T00:00:00Z"));
    change("2026-01-20T00:00:00Z", certified("2027-02-01T00:00:00Z"));

    assertThat(lapses()).isEmpty();
  }

  @Test
  void renewalTooLateEndsOne() throws Exception {
    change("2026-01-01T00:00:00Z", certified("2026-02-01T00:00:00Z"));
    change("2026-02-10T00:00:00Z", certified(null));

    assertThat(lapses()).containsExactly("2026-02-01T00:00:00Z to 2026-02-10T00:00:00Z by renewal");
  }

  @Test
  void removalEndsOne() throws Exception {
    change("2026-01-01T00:00:00Z", certified("2026-02-01T00:00:00Z"));
    change("2026-02-10T00:00:00Z", "{\"kind\":\"endpoints\",\"id\":\"e\",\"after\":null}");

    assertThat(lapses()).containsExactly("2026-02-01T00:00:00Z to 2026-02-10T00:00:00Z by removal");
  }

  @Test
  void nothingEndsItYet() throws Exception {
    change("2026-01-01T00:00:00Z", certified("2026-02-01T00:00:00Z"));
    change("2026-02-10T00:00:00Z", certified("2026-02-01T00:00:00Z"));

    assertThat(lapses()).containsExactly("2026-02-01T00:00:00Z to null by null");
  }

  @Test
  void otherEndpointsDoNotMatter() throws Exception {
    change("2026-01-01T00:00:00Z", certified("2026-02-01T00:00:00Z").replace("\"e\"", "\"f\""));

    assertThat(lapses()).isEmpty();
  }
}
