package eu.bailiwick.registry.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Full text of models, as PostgreSQL keeps it. Needs a transaction. */
@ApplicationScoped
class ModelSearchRows {

  private static final String CURRENT =
      "select r.revision, s.id from catalogue_revision r"
          + " left join (select id, ts_rank(words, query) as rank"
          + " from model_search, to_tsquery('simple', :query) query where words @@ query) s"
          + " on r.revision = :revision"
          + " order by s.rank desc, s.id";

  private static final String PAST =
      "select id from (select m.id, model_words(m.id, m.after, p.after ->> 'name') as words"
          + " from (select distinct on (id) id, after from catalogue_change_item"
          + " where kind = 'models' and revision <= :revision order by id, revision desc) m"
          + " left join (select distinct on (id) id, after from catalogue_change_item"
          + " where kind = 'entities' and revision <= :revision order by id, revision desc) p"
          + " on p.id = m.after ->> 'publisher'"
          + " where m.after is not null) s, to_tsquery('simple', :query) query"
          + " where words @@ query order by ts_rank(words, query) desc, id";

  private record Found(long revision, String id) {}

  private final EntityManager entities;

  ModelSearchRows(EntityManager entities) {
    this.entities = entities;
  }

  @SuppressWarnings("unchecked") // the query says what it reads
  private <T> List<T> list(String sql, Class<T> type, String query, long revision) {
    return entities
        .createNativeQuery(sql, type)
        .setParameter("query", query)
        .setParameter("revision", revision)
        .getResultList();
  }

  /** What is found now; empty if the catalogue is at another revision. */
  Optional<List<String>> current(String query, long revision) {
    List<Found> found = list(CURRENT, Found.class, query, revision);
    return found.getFirst().revision() == revision
        ? Optional.of(found.stream().map(Found::id).filter(Objects::nonNull).toList())
        : Optional.empty();
  }

  /** What would have been found at a revision. */
  List<String> past(String query, long revision) {
    return list(PAST, String.class, query, revision);
  }
}
