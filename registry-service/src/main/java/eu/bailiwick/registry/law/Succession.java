package eu.bailiwick.registry.law;

import eu.bailiwick.registry.json.Violations;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.law.Membership;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether one edition may follow another. The past stays as it was known: every row of the edition
 * in force is there again, at most closed on a day after that edition, and what is new was known to
 * nobody before it.
 */
final class Succession {

  private final Law next;
  private final Violations violations;
  private final @Nullable LocalDate after;
  private final @Nullable LocalDate edition;
  private final Set<Integer> known = new HashSet<>();

  private Succession(Law inForce, Law next, Violations violations) {
    this.next = next;
    this.violations = violations;
    this.after = date(inForce.edition());
    this.edition = date(next.edition());
  }

  /** Reports whatever keeps {@code next} from following {@code inForce}. */
  static void check(Law inForce, Law next, Violations violations) {
    Succession succession = new Succession(inForce, next, violations);
    succession.edition(inForce.edition());
    inForce.memberships().forEach(succession::kept);
    IntStream.range(0, next.memberships().size())
        .filter(row -> !succession.known.contains(row))
        .forEach(succession::added);
  }

  private void edition(String inForce) {
    if (edition == null) {
      violations.report("edition", "\"" + next.edition() + "\" is not a date such as 2027-01-31");
    } else if (after != null && !edition.isAfter(after)) {
      violations.report(
          "edition", next.edition() + " is not later than the edition in force, " + inForce);
    }
  }

  private void kept(Membership row) {
    Optional<Integer> same = find(row::equals);
    Optional<Integer> closed = same.isPresent() ? same : find(other -> closes(row, other));
    if (closed.isPresent()) {
      int position = closed.get();
      known.add(position);
      if (same.isEmpty()) {
        known("recordedTo", position, next.memberships().get(position).recordedTo());
      }
      return;
    }
    Optional<Integer> altered = find(other -> claimsToBe(row, other));
    altered.ifPresent(known::add);
    violations.report(
        altered.map(Succession::path).orElse("memberships"),
        words(row)
            + (altered.isPresent() ? " was known otherwise" : " is missing")
            + ": the past is not rewritten; keep the row as it was, or close it with recordedTo and"
            + " add another");
  }

  private void added(int position) {
    Membership row = next.memberships().get(position);
    known("recordedFrom", position, row.recordedFrom());
    known("recordedTo", position, row.recordedTo());
  }

  /** What is new about a row became known after the edition in force, and by this one. */
  private void known(String field, int position, @Nullable LocalDate day) {
    if (day == null || after == null || edition == null) {
      return;
    }
    if (!day.isAfter(after)) {
      violations.report(
          path(position) + "." + field,
          day + " is not after " + after + ", the edition in force: it was not known then");
    } else if (day.isAfter(edition)) {
      violations.report(
          path(position) + "." + field, day + " lies after the edition: nobody can know it yet");
    }
  }

  private Optional<Integer> find(Predicate<Membership> wanted) {
    List<Membership> rows = next.memberships();
    return IntStream.range(0, rows.size())
        .boxed()
        .filter(position -> !known.contains(position) && wanted.test(rows.get(position)))
        .findFirst();
  }

  private static boolean closes(Membership row, Membership other) {
    return row.recordedTo() == null
        && other.recordedTo() != null
        && row.equals(
            new Membership(
                other.group(),
                other.country(),
                other.validFrom(),
                other.validTo(),
                other.recordedFrom(),
                null,
                other.scope(),
                other.source()));
  }

  private static boolean claimsToBe(Membership row, Membership other) {
    return row.group().equals(other.group())
        && row.country().equals(other.country())
        && row.validFrom().equals(other.validFrom())
        && row.recordedFrom().equals(other.recordedFrom());
  }

  private static String path(int position) {
    return "memberships[" + position + "]";
  }

  private static String words(Membership row) {
    return row.group()
        + "/"
        + row.country()
        + ", valid from "
        + row.validFrom()
        + ", recorded from "
        + row.recordedFrom();
  }

  private static @Nullable LocalDate date(String edition) {
    try {
      return LocalDate.parse(edition);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
