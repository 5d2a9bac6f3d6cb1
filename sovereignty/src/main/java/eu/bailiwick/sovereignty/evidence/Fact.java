package eu.bailiwick.sovereignty.evidence;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that is recorded about an endpoint, a site or an entity, with its evidence.
 *
 * @param value what is said to be so
 * @param grade how well it is evidenced
 * @param source where it comes from: a document, a certificate, a person
 * @param validFrom first instant at which it holds; null if it has no known beginning
 * @param validTo first instant at which it no longer holds; null if it has no known end
 */
public record Fact<T>(
    T value, Grade grade, String source, @Nullable Instant validFrom, @Nullable Instant validTo) {

  /**
   * @throws IllegalArgumentException if the period is empty or the source is blank
   */
  public Fact {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(grade, "grade");
    Checks.notBlank(source, "source");
    if (validFrom != null && validTo != null && !validFrom.isBefore(validTo)) {
      throw new IllegalArgumentException(
          "validFrom " + validFrom + " is not before validTo " + validTo);
    }
  }

  /** Another value on the same evidence. */
  public <R> Fact<R> map(Function<? super T, ? extends R> change) {
    return new Fact<>(change.apply(value), grade, source, validFrom, validTo);
  }

  /** Whether the fact counts: in validity at {@code at} and of at least {@code minGrade}. */
  public boolean countsAt(Instant at, Grade minGrade) {
    return grade != Grade.UNKNOWN
        && grade.compareTo(minGrade) >= 0
        && (validFrom == null || !at.isBefore(validFrom))
        && (validTo == null || at.isBefore(validTo));
  }
}
