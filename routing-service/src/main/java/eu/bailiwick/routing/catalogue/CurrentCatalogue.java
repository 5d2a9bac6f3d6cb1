package eu.bailiwick.routing.catalogue;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The last good snapshot under the mask of what was revoked since: one reference, swapped as a
 * whole. The validity of the snapshot is the reader's to check, at the instant it decides for.
 */
@Singleton
public final class CurrentCatalogue {

  private final AtomicReference<@Nullable Serving> current = new AtomicReference<>();

  /** What is served from now; empty until the first snapshot came. */
  public Optional<Serving> serving() {
    return Optional.ofNullable(current.get());
  }

  /**
   * Serves a snapshot. Of the mask stays what the snapshot does not hold yet.
   *
   * @return what is served
   */
  synchronized Serving adopt(Serving next) {
    Serving before = current.get();
    List<Masked> left =
        before == null
            ? List.of()
            : before.mask().entries().stream()
                .filter(entry -> entry.revision() > next.snapshot().revision())
                .toList();
    Serving serving = next.under(Mask.of(left, next.snapshot().catalogue()));
    current.set(serving);
    return serving;
  }

  /**
   * Masks something out.
   *
   * @return what is served; empty if nothing changed, because the snapshot or the mask holds it or
   *     nothing is served yet
   */
  synchronized Optional<Serving> mask(Masked entry) {
    Serving before = current.get();
    if (before == null
        || entry.revision() <= before.snapshot().revision()
        || before.masked().contains(entry.id())) {
      return Optional.empty();
    }
    List<Masked> entries = new ArrayList<>(before.mask().entries());
    entries.add(entry);
    Serving serving = before.under(Mask.of(entries, before.snapshot().catalogue()));
    current.set(serving);
    return Optional.of(serving);
  }
}
