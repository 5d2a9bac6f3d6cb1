package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.AnswerHeaders;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads and writes resources of whatever kind over HTTP. */
@Singleton
public final class AnyResource {

  private final AnyListResource lists;
  private final CatalogueHistory history;
  private final CatalogueEditor editor;
  private final DocumentParser parser;
  private final Actor actor;

  AnyResource(
      AnyListResource lists,
      CatalogueHistory history,
      CatalogueEditor editor,
      DocumentParser parser,
      Actor actor) {
    this.lists = lists;
    this.history = history;
    this.editor = editor;
    this.parser = parser;
    this.actor = actor;
  }

  /** Lists of resources. */
  public AnyListResource lists() {
    return lists;
  }

  /**
   * One resource with its ETag, or 304.
   *
   * @throws RefusedException with 404 if there is none
   */
  public <T extends Record> RestResponse<T> get(
      Kind<T> kind, String id, @Nullable String asOf, @Nullable String ifNoneMatch) {
    Moment moment = history.moment(asOf);
    Stored<T> stored =
        history
            .find(kind, id, moment.revision())
            .orElseThrow(
                () ->
                    new RefusedException(
                        ErrorCode.NOT_FOUND, "no \"" + id + "\" among the " + kind));
    return AnswerHeaders.shown(stored::value, stored.etag(), moment.revision(), ifNoneMatch);
  }

  /** Creates or changes one resource. */
  public <T extends Record> RestResponse<T> put(
      Kind<T> kind, String id, ChangeHeaders headers, InputStream body) {
    Reading reading = Reading.resource(kind, id, parser.parse(body, Format.JSON));
    CatalogueEditor.Written<T> written =
        editor.put(kind, id, reading, headers.precondition(), actor.giving(headers.reason()));
    return changed(
        written,
        written.created()
            ? RestResponse.ResponseBuilder.created(URI.create("/v1/" + kind + "/" + id))
            : RestResponse.ResponseBuilder.ok());
  }

  <T extends Record> RestResponse<T> patch(
      Kind<T> kind, String id, ChangeHeaders headers, InputStream body) {
    CatalogueEditor.Written<T> written =
        editor.patch(
            kind,
            id,
            parser.parse(body, Format.JSON),
            headers.precondition(),
            actor.giving(headers.reason()));
    return changed(written, RestResponse.ResponseBuilder.ok());
  }

  RestResponse<Void> delete(Kind<?> kind, String id, ChangeHeaders headers) {
    long revision = editor.remove(kind, id, headers.precondition(), actor.giving(headers.reason()));
    return RestResponse.ResponseBuilder.<Void>noContent()
        .header(AnswerHeaders.REVISION, revision)
        .build();
  }

  private static <T extends Record> RestResponse<T> changed(
      CatalogueEditor.Written<T> written, RestResponse.ResponseBuilder<T> response) {
    return response
        .entity(written.stored().value())
        .header(HttpHeaders.ETAG, written.stored().etag())
        .header(AnswerHeaders.REVISION, written.revision())
        .build();
  }

  ApplyResult apply(InputStream body, Format format, @Nullable String reason) {
    return editor.apply(Reading.documents(parser.parseAll(body, format)), actor.giving(reason));
  }

  Foreseen foresee(InputStream body, Format format) {
    return editor.foresee(Reading.documents(parser.parseAll(body, format)));
  }
}
