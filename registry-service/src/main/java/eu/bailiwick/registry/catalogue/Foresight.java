package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.eligibility.Baseline;
import eu.bailiwick.sovereignty.eligibility.Flip;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which answers a change would turn, from now to the horizon. Keeps the compiled tables of one
 * revision, so that changes that are planned or made on it compile their own side only.
 */
@ApplicationScoped
public class Foresight {

  private static final Duration KEPT = Duration.ofDays(1);

  /** Nothing that is there refers to what is new of these, and no decision is made by it before. */
  private static final Set<Kind<?>> NEW_WITHOUT_BEARING =
      Set.of(
          Kind.ENTITIES,
          Kind.SITES,
          Kind.CELLS,
          Kind.MODELS,
          Kind.VERSIONS,
          Kind.ENDPOINTS,
          Kind.TENANTS,
          Kind.APPLICATIONS,
          Kind.KEYS);

  private final Duration horizon;
  private final Clock clock;
  private final AtomicReference<@Nullable Known> latest = new AtomicReference<>();

  Foresight(ForesightSettings settings, Clock clock) {
    this.horizon = settings.horizon();
    this.clock = clock;
  }

  private record Known(long revision, Baseline baseline) {}

  /** The flips that {@code plan} makes of the state {@code before}. */
  List<Flip> flips(CatalogueState before, Plan plan) {
    return canFlip(before, plan)
        ? flips(before, before.with(before.revision() + 1, plan.all(), plan.removed()))
        : List.of();
  }

  /** The flips from one state to another. */
  List<Flip> flips(CatalogueState before, CatalogueState after) {
    Instant now = clock.instant();
    return baseline(before, now).flips(after.catalogue(), now);
  }

  /** Whether a flip is of those that a second person must approve. */
  public static boolean widens(Flip flip) {
    return flip.change().widens();
  }

  private static boolean canFlip(CatalogueState before, Plan plan) {
    return !plan.removed().isEmpty()
        || plan.created().stream().anyMatch(u -> !NEW_WITHOUT_BEARING.contains(u.kind()))
        || plan.changed().stream()
            .anyMatch(
                u ->
                    before
                        .find(u.kind(), u.id())
                        .map(stored -> Bearing.differs(stored.value(), u.value()))
                        .orElse(true));
  }

  private Baseline baseline(CatalogueState state, Instant now) {
    Known known = latest.get();
    if (known != null && known.revision() == state.revision() && covers(known.baseline(), now)) {
      return known.baseline();
    }
    Baseline made = Baseline.of(state.catalogue(), now, now.plus(horizon));
    latest.set(new Known(state.revision(), made));
    return made;
  }

  private static boolean covers(Baseline baseline, Instant now) {
    return !now.isBefore(baseline.from())
        && now.isBefore(baseline.from().plus(KEPT))
        && now.isBefore(baseline.until());
  }
}
