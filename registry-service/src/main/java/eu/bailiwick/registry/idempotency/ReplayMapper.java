package eu.bailiwick.registry.idempotency;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Sends a kept answer again. */
final class ReplayMapper {

  private static final String REPLAYED = "Idempotency-Replayed";

  @ServerExceptionMapper
  RestResponse<String> again(ReplayedException e) {
    KeptAnswer kept = e.answer();
    RestResponse.ResponseBuilder<String> answer =
        RestResponse.ResponseBuilder.create(kept.status());
    kept.headers()
        .forEach(
            (name, value) ->
                answer.header(name, name.equals(HttpHeaders.LOCATION) ? URI.create(value) : value));
    if (kept.body() != null) {
      answer.entity(kept.body()).type(MediaType.APPLICATION_JSON_TYPE);
    }
    return answer.header(REPLAYED, "true").build();
  }
}
