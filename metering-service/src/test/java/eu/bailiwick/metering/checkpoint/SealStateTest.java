package eu.bailiwick.metering.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** For how long what grew is not known to be signed. */
class SealStateTest {

  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  private final SealState state =
      new SealState(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void silenceGrowsFromTheStartOfTheTermUntilAllIsSigned() {
    state.sequencing(true);
    pass(7);
    assertThat(state.silence()).isEqualTo(Duration.ofSeconds(7));

    state.complete();
    pass(2);

    assertThat(state.silence()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void instanceThatDoesNotSignIsNotSilent() {
    assertThat(state.silence()).isNull();
    state.sequencing(true);
    state.sequencing(false);
    pass(60);
    assertThat(state.silence()).isNull();
  }
}
