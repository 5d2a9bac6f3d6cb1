package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.sovereignty.eligibility.Flip;
import java.util.List;

/**
 * What a document would do. If it would be refused, nothing but the reasons is worked out.
 *
 * @param revision the catalogue's revision for which it was worked out
 * @param created what would be new
 * @param changed what would be different, field by field
 * @param unchanged how many resources are so already
 * @param refused what keeps the document from being applied; empty if nothing does
 * @param flips the answers that it would turn, from now to the horizon
 * @param needsSecondApprover whether another person has to approve it, because something would be
 *     permitted that is denied
 * @param more how much the lists leave out
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Foreseen(
    long revision,
    List<ResourceName> created,
    List<Difference> changed,
    int unchanged,
    List<Violation> refused,
    List<Flip> flips,
    boolean needsSecondApprover,
    More more) {

  private static final int SHOWN = 200;

  /** One resource by its name. */
  record ResourceName(String kind, String id) {}

  /** How many are left out of each list. */
  record More(int created, int changed, int refused, int flips) {}

  static Foreseen refused(long revision, List<Violation> violations, int count) {
    List<Violation> shown = first(violations);
    return new Foreseen(
        revision,
        List.of(),
        List.of(),
        0,
        shown,
        List.of(),
        false,
        new More(0, 0, count - shown.size(), 0));
  }

  static Foreseen of(CatalogueState before, Plan plan, List<Flip> flips) {
    return new Foreseen(
        before.revision(),
        first(plan.created()).stream().map(u -> new ResourceName(u.kind().name(), u.id())).toList(),
        first(plan.changed()).stream().map(u -> difference(before, u)).toList(),
        plan.unchanged(),
        List.of(),
        first(flips),
        flips.stream().anyMatch(Foresight::widens),
        new More(left(plan.created()), left(plan.changed()), 0, left(flips)));
  }

  private static Difference difference(CatalogueState before, Upsert<?> upsert) {
    Record was = before.find(upsert.kind(), upsert.id()).orElseThrow().value();
    return Difference.between(upsert.kind().name(), upsert.id(), was, upsert.value());
  }

  static <T> List<T> first(List<T> all) {
    return List.copyOf(all.subList(0, Math.min(SHOWN, all.size())));
  }

  static int left(List<?> all) {
    return Math.max(0, all.size() - SHOWN);
  }
}
