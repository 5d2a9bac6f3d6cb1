package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Keeps the last that site agents saw of each endpoint. */
@ApplicationScoped
class EndpointStatuses {

  private final EndpointStatusRows rows;
  private final CatalogueStore store;

  EndpointStatuses(EndpointStatusRows rows, CatalogueStore store) {
    this.rows = rows;
    this.store = store;
  }

  /** A status with the ETag of its own. */
  record Seen(ObservedStatus status, String etag) {}

  /**
   * The last report.
   *
   * @throws RefusedException with 404 if there is no such endpoint, or nothing was seen of it
   */
  Seen find(String endpoint) {
    CatalogueState state = store.current();
    registered(state, endpoint);
    return QuarkusTransaction.joiningExisting()
        .call(() -> rows.findByIdOptional(endpoint).map(row -> seen(state, row)))
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND,
                    "nothing has been seen of endpoint \"" + endpoint + "\" yet"));
  }

  /**
   * Replaces the last report.
   *
   * @throws RefusedException with 404 if there is no such endpoint, with 412 or 428 if the
   *     precondition does not hold
   */
  Seen report(String endpoint, EndpointStatus status, Precondition precondition, String reporter) {
    CatalogueState state = store.current();
    registered(state, endpoint);
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Optional<EndpointStatusRow> known = rows.locked(endpoint);
              precondition.checkChange(known.map(row -> Stored.etag(row.number)));
              EndpointStatusRow row = known.orElseGet(EndpointStatusRow::new);
              row.endpoint = endpoint;
              row.number++;
              row.reporter = reporter;
              row.body = CatalogueJson.write(status);
              rows.persist(row);
              return seen(state, row);
            });
  }

  private static Seen seen(CatalogueState state, EndpointStatusRow row) {
    Endpoint endpoint = registered(state, row.endpoint);
    ModelVersion version =
        state.find(Kind.VERSIONS, endpoint.version()).map(Stored::value).orElseThrow();
    EndpointStatus status = Reading.body(EndpointStatus.class, CatalogueJson.parse(row.body));
    return new Seen(
        ObservedStatus.of(endpoint, version, status, row.reporter), Stored.etag(row.number));
  }

  private static Endpoint registered(CatalogueState state, String endpoint) {
    return state
        .find(Kind.ENDPOINTS, endpoint)
        .map(Stored::value)
        .orElseThrow(() -> notFound(endpoint));
  }

  static RefusedException notFound(String endpoint) {
    return new RefusedException(
        ErrorCode.NOT_FOUND, "no \"" + endpoint + "\" among the " + Kind.ENDPOINTS);
  }
}
