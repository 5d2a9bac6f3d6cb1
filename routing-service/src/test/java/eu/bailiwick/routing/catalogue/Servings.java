package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.scripted.TestCatalogue;
import java.time.Instant;

/** Compiles test catalogues without a signature. */
public final class Servings {

  /** An instant at which they are valid. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private Servings() {}

  public static Serving of(TestCatalogue catalogue) {
    return of(catalogue, 1);
  }

  /** The digest is made up from the revision. */
  public static Serving of(TestCatalogue catalogue, long revision) {
    return Serving.of(
        catalogue.snapshot(revision, NOW, NOW.plusSeconds(3600)), "sha256:" + revision);
  }
}
