package eu.bailiwick.routing.bytepath;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestMulti;

/** The path that was not chosen: a JAX-RS method that returns a stream, on the event loop. */
@Singleton
@Path("/bytepath/resource")
public final class ResourcePath {

  private final HttpClient client;

  @Inject
  ResourcePath(Vertx vertx) {
    this.client = Forwarding.client(vertx);
  }

  @POST
  @NonBlocking
  public RestMulti<byte[]> forward(byte[] body, @HeaderParam(Forwarding.UPSTREAM_PORT) int port) {
    Uni<HttpClientResponse> answer =
        Uni.createFrom()
            .completionStage(
                () -> Forwarding.send(client, port, Buffer.buffer(body)).toCompletionStage());
    return RestMulti.fromUniResponse(
        answer,
        response -> {
          Multi<byte[]> bytes = MultiHelper.toMulti(response).map(Buffer::getBytes);
          response.resume();
          return bytes;
        },
        response ->
            Map.of("Content-Type", List.of(String.valueOf(response.getHeader("Content-Type")))),
        HttpClientResponse::statusCode);
  }
}
