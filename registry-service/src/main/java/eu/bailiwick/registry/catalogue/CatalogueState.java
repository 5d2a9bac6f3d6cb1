package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.search.Content;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.law.Law;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All resources at one revision. Immutable. */
public final class CatalogueState {

  private final long revision;
  private final Map<Kind<?>, NavigableMap<String, Stored<?>>> resources;
  private final Catalogue catalogue;
  private volatile @Nullable Content content; // made when first asked for, and then kept

  private CatalogueState(long revision, Map<Kind<?>, NavigableMap<String, Stored<?>>> resources) {
    this.revision = revision;
    this.resources = resources;
    this.catalogue = assemble();
  }

  /** Nothing, at revision 0. */
  static CatalogueState empty() {
    return new CatalogueState(0, Map.of());
  }

  /** Zero before the first change, then one more with every change. */
  public long revision() {
    return revision;
  }

  /** The same content, made ready for questions. */
  Content content() {
    Content made = content;
    if (made == null) {
      made = new Content(catalogue);
      content = made;
    }
    return made;
  }

  /**
   * The content with the law that is in force, every list in order of id. That is the edition that
   * was loaded last; the one that ships with the software only as long as none was, so that newer
   * software brings no other law with it.
   */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** One resource; empty if there is none. */
  public <T extends Record> Optional<Stored<T>> find(Kind<T> kind, String id) {
    Stored<?> stored = ofKind(kind).get(id);
    return Optional.ofNullable(stored)
        .map(found -> new Stored<>(kind.type().cast(found.value()), found.revision()));
  }

  /** Identifiers of one kind, in the order of {@link #catalogue()}. */
  List<String> ids(Kind<?> kind) {
    return List.copyOf(ofKind(kind).keySet());
  }

  /** The state after {@code changes} at {@code newRevision}. */
  public CatalogueState with(long newRevision, Collection<Upsert<?>> changes) {
    return with(newRevision, changes, List.of());
  }

  /** The state after {@code changes} and {@code removals} at {@code newRevision}. */
  CatalogueState with(
      long newRevision, Collection<Upsert<?>> changes, Collection<Removal> removals) {
    return edited(
        newRevision,
        changes.stream()
            .map(u -> new Resource(u.kind(), u.id(), new Stored<>(u.value(), newRevision)))
            .toList(),
        removals);
  }

  /** One resource with its place. */
  record Resource(Kind<?> kind, String id, Stored<?> stored) {}

  CatalogueState plus(long newRevision, Collection<Resource> added) {
    return edited(newRevision, added, List.of());
  }

  private CatalogueState edited(
      long newRevision, Collection<Resource> added, Collection<Removal> removals) {
    Map<Kind<?>, NavigableMap<String, Stored<?>>> next = new HashMap<>(resources);
    Map<Kind<?>, NavigableMap<String, Stored<?>>> copied = new HashMap<>();
    for (Resource resource : added) {
      copied
          .computeIfAbsent(resource.kind(), kind -> new TreeMap<>(ofKind(kind)))
          .put(resource.id(), resource.stored());
    }
    for (Removal removal : removals) {
      copied
          .computeIfAbsent(removal.kind(), kind -> new TreeMap<>(ofKind(kind)))
          .remove(removal.id());
    }
    next.putAll(copied);
    return new CatalogueState(newRevision, Map.copyOf(next));
  }

  private NavigableMap<String, Stored<?>> ofKind(Kind<?> kind) {
    return resources.getOrDefault(kind, Collections.emptyNavigableMap());
  }

  /** All of one kind, in order of id. */
  <T extends Record> List<T> list(Kind<T> kind) {
    return ofKind(kind).values().stream().map(s -> kind.type().cast(s.value())).toList();
  }

  private Catalogue assemble() {
    return new Catalogue(
        find(Kind.LAW, Kind.THE_LAW).map(Stored::value).orElseGet(Law::shipped),
        list(Kind.ENTITIES),
        list(Kind.SITES),
        list(Kind.CELLS),
        list(Kind.MODELS),
        list(Kind.VERSIONS),
        list(Kind.ENDPOINTS),
        list(Kind.DATA_CLASSES),
        list(Kind.TENANTS),
        list(Kind.APPLICATIONS),
        list(Kind.KEYS),
        list(Kind.POLICIES),
        list(Kind.LIFECYCLES),
        list(Kind.APPROVALS),
        list(Kind.REVOCATIONS));
  }
}
