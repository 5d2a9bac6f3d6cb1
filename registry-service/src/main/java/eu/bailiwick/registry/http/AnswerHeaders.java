package eu.bailiwick.registry.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Headers of answers that show the catalogue. */
public final class AnswerHeaders {

  /** The catalogue's revision that an answer shows, or that a change made. */
  public static final String REVISION = "Bailiwick-Revision";

  private AnswerHeaders() {}

  /**
   * Shows something to a reader, or says that it is what the reader has already.
   *
   * @param entity made only if it is needed
   * @param etag strong ETag, quotes included
   * @param ifNoneMatch what the reader has; null if nothing
   */
  public static <T> RestResponse<T> shown(
      Supplier<T> entity, String etag, long revision, @Nullable String ifNoneMatch) {
    return showing(entity, etag, revision, ifNoneMatch).build();
  }

  /** The same, to be completed. */
  public static <T> RestResponse.ResponseBuilder<T> showing(
      Supplier<T> entity, String etag, long revision, @Nullable String ifNoneMatch) {
    RestResponse.ResponseBuilder<T> answer =
        new Precondition(null, ifNoneMatch).hasAlready(etag)
            ? RestResponse.ResponseBuilder.notModified()
            : RestResponse.ResponseBuilder.ok(entity.get());
    return answer.header(HttpHeaders.ETAG, etag).header(REVISION, revision);
  }
}
