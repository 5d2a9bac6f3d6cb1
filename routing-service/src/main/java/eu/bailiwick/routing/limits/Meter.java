package eu.bailiwick.routing.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteStat;
import io.github.bucket4j.distributed.versioning.Versions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One bucket. A minute's bucket fills steadily: after a pause its whole size may be used at once. A
 * month's does not fill at all: each month has its own. Not safe for use by several threads.
 */
final class Meter {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** So that what is left of a month does not grow within it. */
  private static final Duration LONGER_THAN_A_MONTH = Duration.ofDays(32);

  private BucketState state;
  private long revision;

  private Meter(BucketState state, long revision) {
    this.state = state;
    this.revision = revision;
  }

  static Meter full(Bound bound, Moment now) {
    return new Meter(state(bound, now), bound.revision());
  }

  /** What {@link #bytes} wrote. */
  static Meter read(byte[] bytes) {
    RemoteBucketState written = new MutableBucketEntry(bytes).get();
    Long revision = written.getConfigurationVersion();
    return new Meter(written.copyBucketState(), revision == null ? 0 : revision);
  }

  byte[] bytes() {
    RemoteBucketState written = new RemoteBucketState(state, new RemoteStat(0), revision);
    return new MutableBucketEntry(written).getStateBytes(Versions.getLatest());
  }

  /** Takes on a limit unless it has a later one. What was used stays used. */
  void fit(Bound bound, Moment now) {
    if (bound.revision() <= revision) {
      return;
    }
    revision = bound.revision();
    long size = size();
    if (bound.size() != size) {
      state.refillAllBandwidth(now.nanos());
      long used = size - state.getAvailableTokens();
      state = state(bound, now);
      state.consume(used);
    }
  }

  /** Why a request does not fit; null if it does. */
  @Nullable Shortage shortage(Bound bound, long tokens, Moment now) {
    state.refillAllBandwidth(now.nanos());
    long amount = bound.amount(tokens);
    long available = state.getAvailableTokens();
    return amount <= available
        ? null
        : new Shortage(bound, available, amount, wait(bound, amount, now));
  }

  private long wait(Bound bound, long amount, Moment now) {
    if (amount > size()) {
      return Shortage.NEVER;
    }
    return isMonthly(bound)
        ? now.millisLeftInMonth()
        : millis(state.calculateDelayNanosAfterWillBePossibleToConsume(amount, now.nanos(), true));
  }

  /** Takes more than there is, if need be. */
  void take(long amount) {
    state.consume(amount);
  }

  /**
   * Takes what was used beyond the reservation, or gives back what was not.
   *
   * @param amount to take; below zero to give back
   */
  void correct(long amount, Moment now) {
    state.refillAllBandwidth(now.nanos());
    if (amount >= 0) {
      state.consume(amount);
    } else {
      state.addTokens(-amount);
    }
  }

  /** Sets what is left. */
  void set(long remaining, Moment now) {
    state.refillAllBandwidth(now.nanos());
    state.consume(state.getAvailableTokens() - remaining);
  }

  Standing standing(Bound bound, Moment now) {
    state.refillAllBandwidth(now.nanos());
    return new Standing(bound, state.getAvailableTokens(), resetMillis(bound, now));
  }

  /** Milliseconds after which the bucket is as good as a new one. */
  long resetMillis(Bound bound, Moment now) {
    if (state.getAvailableTokens() >= size()) {
      return 0;
    }
    return isMonthly(bound)
        ? now.millisLeftInMonth()
        : millis(state.calculateFullRefillingTime(now.nanos()));
  }

  private long size() {
    return state.getConfiguration().getBandwidths()[0].getCapacity();
  }

  private static boolean isMonthly(Bound bound) {
    return bound.slot().measure() == Measure.TOKENS_PER_MONTH;
  }

  private static long millis(long nanos) {
    return Math.ceilDiv(nanos, NANOS_PER_MILLI);
  }

  private static BucketState state(Bound bound, Moment now) {
    var bandwidth = Bandwidth.builder().capacity(bound.size());
    var filled =
        isMonthly(bound)
            ? bandwidth.refillIntervally(bound.size(), LONGER_THAN_A_MONTH)
            : bandwidth.refillGreedy(bound.size(), MINUTE);
    BucketConfiguration configuration =
        BucketConfiguration.builder().addLimit(filled.build()).build();
    return BucketState.createInitialState(configuration, MathType.INTEGER_64_BITS, now.nanos());
  }
}
