package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import java.time.Instant;
import java.util.List;

/** Compiles test catalogues without a signature. */
public final class Servings {

  /** An instant at which they are valid. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private Servings() {}

  public static Serving of(TestCatalogue catalogue) {
    return of(catalogue, 1);
  }

  /** The same under the mask of one revocation, made at the next revision. */
  public static Serving masked(Serving serving, Revocation.Kind kind, String subject) {
    return serving.under(
        Mask.of(
            List.of(
                new Masked(new Revocation(kind, subject, NOW), serving.snapshot().revision() + 1)),
            serving.snapshot().catalogue()));
  }

  /** The digest is made up from the revision. */
  public static Serving of(TestCatalogue catalogue, long revision) {
    return Serving.of(
        catalogue.snapshot(revision, NOW, NOW.plusSeconds(3600)), "sha256:" + revision);
  }
}
