package eu.bailiwick.registry.lifecycle;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** The last that was seen of each endpoint. Needs a transaction. */
@ApplicationScoped
class EndpointStatusRows implements PanacheRepositoryBase<EndpointStatusRow, String> {

  /** Holds the row until the transaction ends. */
  Optional<EndpointStatusRow> locked(String endpoint) {
    return find("endpoint", endpoint)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }
}
