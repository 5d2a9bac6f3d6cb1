package eu.bailiwick.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IssuedSnapshotTest {

  private static final Instant ISSUED = Instant.parse("2026-11-23T12:00:00Z");
  private static final IssuedSnapshot SNAPSHOT =
      new IssuedSnapshot("sha256:00", 7, ISSUED, ISSUED.plus(Duration.ofHours(1)), "k");

  @Test
  void servesItsRevisionForHalfItsLife() {
    assertThat(SNAPSHOT.serves(7, ISSUED.plusSeconds(1799))).isTrue();
    assertThat(SNAPSHOT.serves(7, ISSUED.plusSeconds(1800))).isFalse();
  }

  @Test
  void anotherRevisionNeedsAnotherSnapshot() {
    assertThat(SNAPSHOT.serves(8, ISSUED)).isFalse();
  }
}
