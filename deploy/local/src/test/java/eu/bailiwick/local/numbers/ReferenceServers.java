package eu.bailiwick.local.numbers;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * What a router is measured with, each in a process of its own with the router's own Vert.x: {@code
 * upstream PORT} is a model server that costs next to nothing, {@code pipe PORT UPSTREAM} passes
 * everything on to the upstream on a port and looks at nothing. Prints {@code ready}.
 */
final class ReferenceServers {

  /** As many as the router has. */
  private static final int EVENT_LOOPS =
      Integer.parseInt(
          System.getenv()
              .getOrDefault(
                  "QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE",
                  Integer.toString(Runtime.getRuntime().availableProcessors())));

  /** Events of one stream, and the pause between them. */
  static final int EVENTS = 100;

  static final int GAP_MILLIS = 50;

  /**
   * What a body holds whose stream is to be of one event; its connection is closed, so that the
   * next needs one of its own.
   */
  static final String BRIEFLY = "\"max_tokens\":1,";

  private ReferenceServers() {}

  /** Serves until the process ends. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[1]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    switch (arguments[0]) {
      case "upstream" -> deploy(vertx, () -> new ModelServerVerticle(port));
      case "pipe" -> {
        int upstream = Integer.parseInt(arguments[2]);
        HttpClient client =
            vertx.createHttpClient(
                new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(4096));
        deploy(vertx, () -> new PipeVerticle(port, upstream, client));
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void deploy(Vertx vertx, Supplier<AbstractVerticle> verticle) {
    vertx
        .deployVerticle(verticle::get, new DeploymentOptions().setInstances(EVENT_LOOPS))
        .onSuccess(id -> System.out.println("ready"))
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }

  /** Answers every POST with one short completion, or with a stream if its body asks for one. */
  private static final class ModelServerVerticle extends AbstractVerticle {

    private static final String ANSWER =
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"scripted\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + "word ".repeat(80)
            + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":300,"
            + "\"completion_tokens\":80,\"total_tokens\":380}}";
    private static final String MODELS =
        "{\"object\":\"list\",\"data\":[{\"id\":\"scripted-chat\",\"object\":\"model\"}]}";

    /** When streams were given up by whoever read them. */
    private static final Queue<Long> CANCELLED = new ConcurrentLinkedQueue<>();

    private final int port;

    ModelServerVerticle(int port) {
      this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer()
          .requestHandler(this::serve)
          .listen(port, "127.0.0.1")
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private void serve(HttpServerRequest request) {
      if (request.method().equals(HttpMethod.POST)) {
        request.bodyHandler(
            body -> {
              if (body.toString().contains("\"stream\":true")) {
                if (body.toString().contains(BRIEFLY)) {
                  stream(request.response().putHeader("Connection", "close"), 1);
                } else {
                  stream(request.response(), EVENTS);
                }
              } else {
                answer(request.response(), ANSWER);
              }
            });
      } else if (request.path().equals("/collect")) {
        System.gc();
        answer(request.response(), "{}");
      } else if (request.path().equals("/cancelled")) {
        answer(request.response(), CANCELLED.toString());
        CANCELLED.clear();
      } else {
        answer(request.response(), MODELS);
      }
    }

    /** Each event says when it was sent, in nanoseconds of this machine's monotonic clock. */
    private void stream(HttpServerResponse response, int events) {
      response
          .putHeader("Content-Type", "text/event-stream")
          .putHeader("X-Accel-Buffering", "no") // nginx must not wait for more
          .setChunked(true);
      int[] sent = {0};
      event(response);
      long timer =
          vertx.setPeriodic(
              GAP_MILLIS,
              id -> {
                if (++sent[0] < events) {
                  event(response);
                } else {
                  vertx.cancelTimer(id);
                  response.end("data: [DONE]\n\n");
                }
              });
      response.closeHandler(
          closed -> {
            if (vertx.cancelTimer(timer)) {
              CANCELLED.add(System.nanoTime());
            }
          });
    }

    private static void event(HttpServerResponse response) {
      response.write(
          "data: {\"id\":\""
              + System.nanoTime()
              + "\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},"
              + "\"finish_reason\":null}]}\n\n");
    }

    private static void answer(HttpServerResponse response, String body) {
      response.putHeader("Content-Type", "application/json").end(body);
    }
  }

  /** Head and body of request and answer, as they come; a side that fails resets the other. */
  private static final class PipeVerticle extends AbstractVerticle {

    private final int port;
    private final int upstream;
    private final HttpClient client;

    PipeVerticle(int port, int upstream, HttpClient client) {
      this.port = port;
      this.upstream = upstream;
      this.client = client;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer()
          .requestHandler(this::forward)
          .listen(port, "127.0.0.1")
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private void forward(HttpServerRequest request) {
      request.pause();
      client
          .request(
              new RequestOptions()
                  .setMethod(request.method())
                  .setHost("127.0.0.1")
                  .setPort(upstream)
                  .setURI(request.uri()))
          .onFailure(failure -> request.response().reset())
          .onSuccess(out -> forward(request, out));
    }

    private static void forward(HttpServerRequest request, HttpClientRequest out) {
      request.response().closeHandler(closed -> out.reset());
      copy(request.headers(), out.headers());
      out.send(request)
          .onFailure(failure -> request.response().reset())
          .onSuccess(answer -> forward(answer, request.response()));
    }

    private static void forward(HttpClientResponse answer, HttpServerResponse response) {
      response.setStatusCode(answer.statusCode());
      copy(answer.headers(), response.headers());
      answer.pipeTo(response).onFailure(failure -> response.reset());
    }

    private static void copy(MultiMap from, MultiMap to) {
      to.addAll(from);
      to.remove("Host").remove("Connection");
    }
  }
}
