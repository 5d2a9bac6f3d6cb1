package eu.bailiwick.routing.scripted;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, moved by as much as a test likes. */
@Singleton
@Alternative
@Priority(1)
public final class MovableClock extends Clock {

  private volatile Duration moved = Duration.ZERO;

  /** From now the clock is {@code by} ahead of the system's. */
  public void move(Duration by) {
    moved = by;
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(moved);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
