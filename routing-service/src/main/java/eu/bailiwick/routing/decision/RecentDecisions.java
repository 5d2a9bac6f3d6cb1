package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Mask;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the inputs of the last decisions and the snapshots they used, so that each can be
 * recomputed. Forgets the oldest; nothing waits for anything.
 */
public final class RecentDecisions {

  /** No catalogued model has a longer name; a caller could fill the memory with them. */
  private static final int MAX_MODEL_NAME = 256;

  /** All that a decision is a function of, but for the snapshot's content. */
  private record Inputs(
      UUID request, String digest, Mask mask, RequestDescriptor descriptor, Instant at) {}

  private final int maxServings;
  private final AtomicReferenceArray<@Nullable Inputs> ring;
  private final AtomicInteger next = new AtomicInteger();
  private final Deque<Serving> servings = new ArrayDeque<>();
  private volatile @Nullable Serving last;

  /**
   * @param maxDecisions how many decisions are remembered
   * @param maxServings how many snapshots are kept for them
   */
  public RecentDecisions(int maxDecisions, int maxServings) {
    this.maxServings = maxServings;
    this.ring = new AtomicReferenceArray<>(maxDecisions);
  }

  /** Remembers a decision, unless the name of the model is too long to be one. */
  public void remember(Decided decided) {
    if (decided.descriptor().model().length() > MAX_MODEL_NAME) {
      return;
    }
    if (decided.serving() != last) {
      keep(decided.serving());
    }
    Inputs inputs =
        new Inputs(
            decided.request(),
            decided.serving().digest(),
            decided.serving().mask(),
            decided.descriptor(),
            decided.at());
    ring.set(Math.floorMod(next.getAndIncrement(), ring.length()), inputs);
  }

  /** Recomputes a decision; empty if it, or its snapshot, is not remembered. */
  public Optional<Decided> recompute(UUID request) {
    Inputs inputs = find(request);
    if (inputs == null) {
      return Optional.empty();
    }
    return serving(inputs.digest())
        .map(s -> s.under(inputs.mask()))
        .map(s -> Decided.decide(request, s, inputs.descriptor(), inputs.at()));
  }

  /** Looks at all: every request pays for remembering, and few are asked for. */
  private @Nullable Inputs find(UUID request) {
    for (int i = 0; i < ring.length(); i++) {
      Inputs inputs = ring.get(i);
      if (inputs != null && inputs.request().equals(request)) {
        return inputs;
      }
    }
    return null;
  }

  private void keep(Serving serving) {
    synchronized (servings) {
      if (servings.stream().noneMatch(kept -> kept.digest().equals(serving.digest()))) {
        servings.addLast(serving);
      }
      if (servings.size() > maxServings) {
        servings.removeFirst();
      }
      last = serving;
    }
  }

  private Optional<Serving> serving(String digest) {
    synchronized (servings) {
      return servings.stream().filter(kept -> kept.digest().equals(digest)).findFirst();
    }
  }
}
