package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.http.RefusedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads and writes resources of whatever kind over HTTP. */
@Singleton
public final class AnyResource {

  private static final int MAX_PAGE = 1000;
  private static final int MAX_REASON = 1000;

  private final CatalogueStore store;
  private final CatalogueHistory history;
  private final CatalogueEditor editor;
  private final DocumentParser parser;
  private final SecurityIdentity identity;

  AnyResource(
      CatalogueStore store,
      CatalogueHistory history,
      CatalogueEditor editor,
      DocumentParser parser,
      SecurityIdentity identity) {
    this.store = store;
    this.history = history;
    this.editor = editor;
    this.parser = parser;
    this.identity = identity;
  }

  /** A page of the resources of one kind. */
  public <T extends Record> Page<T> page(Kind<T> kind, PageQuery query) {
    return history.resources(kind, limit(query.limit()), query.after());
  }

  /**
   * One resource with its ETag, or 304.
   *
   * @throws RefusedException with 404 if there is none
   */
  public <T extends Record> RestResponse<T> get(
      Kind<T> kind, String id, @Nullable String ifNoneMatch) {
    Stored<T> stored =
        store
            .current()
            .find(kind, id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        ErrorCode.NOT_FOUND, "no \"" + id + "\" among the " + kind));
    if (new Precondition(null, ifNoneMatch).hasAlready(stored.etag())) {
      return RestResponse.ResponseBuilder.<T>notModified()
          .header(HttpHeaders.ETAG, stored.etag())
          .build();
    }
    return RestResponse.ResponseBuilder.ok(stored.value())
        .header(HttpHeaders.ETAG, stored.etag())
        .build();
  }

  /** Creates or changes one resource. */
  public <T extends Record> RestResponse<T> put(
      Kind<T> kind, String id, ChangeHeaders headers, InputStream body) {
    Reading reading = Reading.resource(kind, id, parser.parse(body, Format.JSON));
    CatalogueEditor.Written<T> written =
        editor.put(kind, id, reading, headers.precondition(), provenance(headers.reason()));
    RestResponse.ResponseBuilder<T> response =
        written.created()
            ? RestResponse.ResponseBuilder.<T>created(URI.create("/v1/" + kind + "/" + id))
                .entity(written.stored().value())
            : RestResponse.ResponseBuilder.ok(written.stored().value());
    return response.header(HttpHeaders.ETAG, written.stored().etag()).build();
  }

  ApplyResult apply(InputStream body, Format format, @Nullable String reason, boolean dryRun) {
    return editor.apply(Reading.document(parser.parse(body, format)), provenance(reason), dryRun);
  }

  private static int limit(String text) {
    return (int) QueryNumber.parse("limit", text, 1, MAX_PAGE);
  }

  private Provenance provenance(@Nullable String reason) {
    if (reason != null && reason.length() > MAX_REASON) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "Bailiwick-Reason: at most " + MAX_REASON + " characters are accepted");
    }
    return new Provenance(identity.getPrincipal().getName(), reason);
  }
}
