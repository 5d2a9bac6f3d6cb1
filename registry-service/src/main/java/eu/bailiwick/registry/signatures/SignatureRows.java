package eu.bailiwick.registry.signatures;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Checks of signatures. Needs a transaction. */
@ApplicationScoped
class SignatureRows implements PanacheRepositoryBase<SignatureRow, Long> {

  /** At most {@code limit} checks of a version after {@code number}, oldest first. */
  List<SignatureRow> after(String version, long number, int limit) {
    return find("version = ?1 and number > ?2 order by number", version, number)
        .page(0, limit)
        .list();
  }

  Optional<SignatureRow> find(String version, long number) {
    return find("version = ?1 and number = ?2", version, number).firstResultOptional();
  }
}
