package eu.bailiwick.routing.catalogue;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The last good snapshot. Its validity is the reader's to check, at the instant it decides for. */
@Singleton
public final class CurrentCatalogue {

  private final AtomicReference<@Nullable Serving> current = new AtomicReference<>();

  /** What is served from now; empty until the first snapshot came. */
  public Optional<Serving> serving() {
    return Optional.ofNullable(current.get());
  }

  void adopt(Serving serving) {
    current.set(serving);
  }
}
