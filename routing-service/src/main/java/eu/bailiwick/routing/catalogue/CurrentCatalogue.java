package eu.bailiwick.routing.catalogue;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last good snapshot under the mask of what was revoked since: one reference, swapped as a
 * whole. The validity of the snapshot is the reader's to check, at the instant it decides for.
 */
@Singleton
public final class CurrentCatalogue {

  private final AtomicReference<@Nullable Serving> current = new AtomicReference<>();
  private volatile @Nullable Source source;

  /** What was revoked after the served snapshot was made, in order of arrival. */
  private List<Masked> beyond = List.of();

  /** What is served from now; empty until the first snapshot came. */
  public Optional<Serving> serving() {
    return Optional.ofNullable(current.get());
  }

  /** Where what is served came from; null until the first snapshot came. */
  @Nullable Source source() {
    return source;
  }

  /** Revision of what is served; 0 until the first snapshot came. */
  long revision() {
    return serving().map(s -> s.snapshot().revision()).orElse(0L);
  }

  /** What is revoked beyond the served snapshot, or beyond any while none is served. */
  synchronized List<Masked> beyond() {
    return beyond;
  }

  /**
   * Serves a snapshot. Of the mask stays what the snapshot does not hold yet.
   *
   * @return what is served
   */
  synchronized Serving adopt(Serving next, Source from) {
    beyond =
        beyond.stream().filter(entry -> entry.revision() > next.snapshot().revision()).toList();
    Serving serving = next.under(Mask.of(beyond, next.snapshot().catalogue()));
    source = from;
    current.set(serving);
    return serving;
  }

  /**
   * Masks something out, of the first snapshot to come if none is served yet.
   *
   * @return whether anything changed: not so if the snapshot or the mask holds it
   */
  synchronized boolean mask(Masked entry) {
    if (entry.revision() <= revision()
        || beyond.stream().anyMatch(known -> known.id().equals(entry.id()))) {
      return false;
    }
    beyond = Stream.concat(beyond.stream(), Stream.of(entry)).toList();
    Serving before = current.get();
    if (before != null) {
      current.set(before.under(Mask.of(beyond, before.snapshot().catalogue())));
    }
    return true;
  }
}
