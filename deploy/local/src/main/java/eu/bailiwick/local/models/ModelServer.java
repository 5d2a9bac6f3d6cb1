package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves one model at one place over HTTP on loopback, with the surface of a NIM. */
public final class ModelServer implements AutoCloseable {

  private static final String VERSION = "1.0.0";

  static {
    // Read once by the JDK's server: no waiting for acknowledgements, and connections stay open
    // longer than a router keeps them.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "600");
  }

  private final HttpServer http;
  private final ExecutorService threads;
  private final ServedModel model;
  private final Place place;
  private final Clock clock;
  private final Attempts attempts;

  private ModelServer(
      HttpServer http, ExecutorService threads, ServedModel model, Place place, Clock clock) {
    this.http = http;
    this.threads = threads;
    this.model = model;
    this.place = place;
    this.clock = clock;
    this.attempts = new Attempts(clock);
  }

  /**
   * Starts a server.
   *
   * @param port on loopback; 0 for any free one
   * @throws IOException if the port is taken
   */
  public static ModelServer start(int port, ServedModel model, Place place, Clock clock)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ModelServer server = new ModelServer(http, threads, model, place, clock);
    http.setExecutor(threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /** Digest of the server's own code, {@code sha256:…}. */
  public static String digest() {
    return Digests.of(ModelServer.class);
  }

  /** Its address without a path and without a trailing slash. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The attempts it saw, oldest first. */
  public List<Attempt> attempts() {
    return attempts.all();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Reply reply = new Reply(exchange, place);
    try {
      String path = exchange.getRequestURI().getPath();
      if (model.serves(path)) {
        check(exchange, "POST");
        serve(exchange, number -> model.answer(path, request(exchange, number), reply));
      } else if (path.startsWith("/v1/responses/")) {
        serve(exchange, number -> reply.json(200, model.kept(exchange.getRequestMethod(), path)));
      } else {
        describe(exchange, reply);
      }
    } catch (RefusedException e) {
      refuse(e, reply);
    }
  }

  private interface Work {
    void run(long number) throws RefusedException, IOException, InterruptedException;
  }

  private void serve(HttpExchange exchange, Work work) throws RefusedException, IOException {
    long number = attempts.arrived(exchange.getRequestHeaders());
    try {
      work.run(number);
      attempts.ended(number, Attempt.Outcome.ANSWERED);
    } catch (RefusedException e) {
      attempts.ended(number, Attempt.Outcome.REFUSED);
      throw e;
    } catch (Reply.CutException e) {
      attempts.ended(number, Attempt.Outcome.CUT);
      throw e;
    } catch (IOException e) {
      attempts.ended(number, Attempt.Outcome.CALLER_LEFT);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Reply.CutException();
    }
  }

  private JsonNode request(HttpExchange exchange, long number)
      throws RefusedException, IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    attempts.came(number, body);
    JsonNode request = Json.object(body);
    JsonNode name = request.path("model");
    if (!name.isTextual()) {
      throw RefusedException.badRequest("model is missing", "model");
    }
    if (!name.textValue().equals(model.name())) {
      throw RefusedException.of(404, "The model `" + name.textValue() + "` does not exist.");
    }
    return request;
  }

  private void describe(HttpExchange exchange, Reply reply) throws RefusedException, IOException {
    String path = exchange.getRequestURI().getPath();
    ObjectNode answer =
        switch (path) {
          case "/v1/models" -> models();
          case "/v1/health/live", "/v1/health/ready" ->
              Json.object().put("object", "health.response").put("message", "Service is ready.");
          case "/v1/version" -> Json.object().put("release", VERSION).put("api", VERSION);
          case "/v1/metadata" -> metadata();
          case "/test/attempts" -> seen();
          default -> throw RefusedException.of(404, "Not Found");
        };
    check(exchange, "GET");
    reply.json(200, answer);
  }

  private static void check(HttpExchange exchange, String method) throws RefusedException {
    if (!exchange.getRequestMethod().equals(method)) {
      throw RefusedException.of(405, "Method Not Allowed");
    }
  }

  private ObjectNode models() {
    ObjectNode list = Json.object().put("object", "list");
    list.putArray("data")
        .addObject()
        .put("id", model.name())
        .put("object", "model")
        .put("created", clock.instant().getEpochSecond())
        .put("owned_by", "bailiwick-local")
        .put("root", model.name())
        .putNull("parent");
    return list;
  }

  private ObjectNode metadata() {
    ObjectNode metadata = Json.object();
    metadata.putArray("assetInfo").add(model.weightsDigest());
    metadata.putObject("licenseInfo").put("name", "Apache-2.0");
    metadata
        .putArray("modelInfo")
        .addObject()
        .put("shortName", model.name() + ":" + VERSION)
        .put("modelUrl", "");
    return metadata
        .put("repository_override", "")
        .put("version", VERSION)
        .put("selectedModelProfileId", "local-cpu");
  }

  private ObjectNode seen() {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("attempts");
    for (Attempt attempt : attempts.all()) {
      ObjectNode item =
          list.addObject()
              .put("request", attempt.request())
              .put("attempt", attempt.attempt())
              .put("at", attempt.at().toString())
              .put("outcome", attempt.outcome().name());
      ArrayNode headers = item.putArray("headers");
      attempt.headers().stream().sorted().forEach(headers::add);
    }
    return answer;
  }

  private static void refuse(RefusedException refused, Reply reply) throws IOException {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", refused.getMessage())
        .put("type", refused.type())
        .put("param", refused.param())
        .put("code", refused.status());
    reply.json(refused.status(), body);
  }
}
