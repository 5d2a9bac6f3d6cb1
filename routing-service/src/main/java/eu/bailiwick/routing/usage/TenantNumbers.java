package eu.bailiwick.routing.usage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The numbers of one tenant in one epoch. Not safe for several threads. */
final class TenantNumbers {

  private static final long NONE = -1;

  private final String tenant;
  private final @Nullable Predecessor predecessor;
  private long last = NONE;
  private long acknowledged = NONE;
  private int open;
  private boolean active;

  /**
   * @param predecessor what the announcement names
   * @param open attempts that were opened in an earlier epoch and have not ended
   */
  TenantNumbers(String tenant, @Nullable Predecessor predecessor, int open) {
    this.tenant = tenant;
    this.predecessor = predecessor;
    this.open = open;
  }

  String tenant() {
    return tenant;
  }

  @Nullable Predecessor predecessor() {
    return predecessor;
  }

  /** The number that comes next. */
  long next() {
    return last + 1;
  }

  /** Last number given out; at least 0 once the epoch is announced. */
  long last() {
    return last;
  }

  /** Gives out {@link #next} to {@code content}. */
  void take(Content content) {
    last++;
    active = true;
    switch (content) {
      case Content.Beginning _ -> open++;
      case Content.End end when end.recordedBefore() == null -> open = Math.max(0, open - 1);
      case Content.End _, Content.Refusal _, Content.Announced _, Content.Ended _ -> {}
      case Content.Heartbeat _ -> throw new IllegalArgumentException("a heartbeat takes no number");
    }
  }

  /** The broker has the event with {@code sequence}. */
  void acknowledge(long sequence) {
    if (sequence == acknowledged + 1) {
      acknowledged = sequence;
    }
  }

  /** Whether a heartbeat is due now; asks for the next one only after activity. */
  boolean heartbeatDue() {
    boolean due = active || open > 0;
    active = false;
    return due;
  }

  /**
   * This tenant in the epoch that follows when {@code epoch} is given up. It names the latest epoch
   * of which the broker has acknowledged anything.
   */
  TenantNumbers successor(UUID epoch) {
    if (acknowledged == NONE && predecessor != null) {
      return new TenantNumbers(tenant, predecessor, open);
    }
    Long upTo = acknowledged == NONE ? null : Long.valueOf(acknowledged);
    return new TenantNumbers(tenant, new Predecessor(epoch, upTo, last), open);
  }
}
