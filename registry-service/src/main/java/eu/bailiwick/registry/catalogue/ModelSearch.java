package eu.bailiwick.registry.catalogue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds models by words. */
@ApplicationScoped
class ModelSearch {

  private final ModelSearchRows rows;

  ModelSearch(ModelSearchRows rows) {
    this.rows = rows;
  }

  /** Ids of the models that have the words at a revision, best match first, then by id. */
  List<String> ranked(Words words, long revision) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                rows.current(words.query(), revision)
                    .orElseGet(() -> rows.past(words.query(), revision)));
  }
}
