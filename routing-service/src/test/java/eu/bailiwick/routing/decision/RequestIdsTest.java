package eu.bailiwick.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

  private final RequestIds ids = new RequestIds(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

  @Test
  void makesUuidsOfVersion7() {
    UUID id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void makesADifferentOneEachTime() {
    assertThat(ids.next()).isNotEqualTo(ids.next());
  }
}
