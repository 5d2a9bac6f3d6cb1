package eu.bailiwick.registry.revocation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The signed messages by which routers learn of revocations. */
@ApplicationScoped
public class Deltas {

  private final DeltaRows rows;

  Deltas(DeltaRows rows) {
    this.rows = rows;
  }

  /**
   * The messages of the changes from one revision to another, both included.
   *
   * @return compact JWS by revision; nothing for a revision that revoked nothing
   */
  public Map<Long, List<String>> ofRevisions(long first, long last) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                rows.ofRevisions(first, last).stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> row.revision,
                            Collectors.mapping(row -> row.jws, Collectors.toList()))));
  }
}
