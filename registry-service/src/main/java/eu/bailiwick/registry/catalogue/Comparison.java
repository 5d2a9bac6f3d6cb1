package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.eligibility.Flip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two revisions side by side.
 *
 * @param from the one revision
 * @param to the other
 * @param lawFrom edition of the law at {@code from}
 * @param lawTo edition of the law at {@code to}
 * @param created what only {@code to} has
 * @param changed what both have, differently, field by field
 * @param removed what only {@code from} has
 * @param flips the answers that differ, from now to the horizon
 * @param more how much the lists leave out
 */
record Comparison(
    long from,
    long to,
    String lawFrom,
    String lawTo,
    List<Foreseen.ResourceName> created,
    List<Difference> changed,
    List<Foreseen.ResourceName> removed,
    List<Flip> flips,
    More more) {

  /** How many are left out of each list. */
  record More(int created, int changed, int removed, int flips) {}

  static Comparison of(CatalogueState from, CatalogueState to, List<Flip> flips) {
    List<Foreseen.ResourceName> created = new ArrayList<>();
    List<Difference> changed = new ArrayList<>();
    List<Foreseen.ResourceName> removed = new ArrayList<>();
    for (Kind<?> kind : Kind.ALL) {
      for (String id : to.ids(kind)) {
        Record is = to.find(kind, id).orElseThrow().value();
        Optional<? extends Stored<?>> was = from.find(kind, id);
        if (was.isEmpty()) {
          created.add(new Foreseen.ResourceName(kind.name(), id));
        } else if (!was.get().value().equals(is)) {
          changed.add(Difference.between(kind.name(), id, was.get().value(), is));
        }
      }
      from.ids(kind).stream()
          .filter(id -> to.find(kind, id).isEmpty())
          .forEach(id -> removed.add(new Foreseen.ResourceName(kind.name(), id)));
    }
    return new Comparison(
        from.revision(),
        to.revision(),
        from.catalogue().law().edition(),
        to.catalogue().law().edition(),
        Foreseen.first(created),
        Foreseen.first(changed),
        Foreseen.first(removed),
        Foreseen.first(flips),
        new More(
            Foreseen.left(created),
            Foreseen.left(changed),
            Foreseen.left(removed),
            Foreseen.left(flips)));
  }
}
