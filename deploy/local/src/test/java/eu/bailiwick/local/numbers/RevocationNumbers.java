package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.local.models.Attempt;
import eu.bailiwick.local.models.ModelServer;
import eu.bailiwick.local.models.Place;
import eu.bailiwick.local.models.ScriptedChat;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Revokes one endpoint after another while three routers of one cell have traffic, half of it for
 * the very endpoint. Every endpoint serves a model of its own from a server of its own, so that
 * everything can be told apart: until when it was asked, and from when on each router refused.
 *
 * <p>Arguments: how many endpoints, and requests per second in total.
 */
final class RevocationNumbers {

  private static final String UNTOUCHED = "scripted-chat";
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration BEFORE = Duration.ofMillis(400);
  private static final Duration AFTER = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Platform platform;
  private final Registry registry;
  private final Findings findings;
  private final List<String> ids = List.of("router-fr-1", "router-fr-2", "router-fr-3");
  private final List<URI> routers = new ArrayList<>();
  private final List<ModelServer> servers = new ArrayList<>();
  private final Times answered = new Times("the registry's answer to the revocation");
  private final Times first = new Times("from the commit to the first router's first refusal");
  private final Times last = new Times("from the commit to the last router's first refusal");
  private final Times sinceAnswer = new Times("from the answer to the last router's first refusal");
  private final Times stated = new Times("from the commit to stoppedEverywhereAt");
  private final Times known = new Times("from the commit until the registry states it");
  private final Times inFlight = new Times("arrivals after stoppedEverywhereAt, sent before");
  private int overtaken;
  private int byMask;
  private int bySnapshot;

  private RevocationNumbers(Platform platform, Registry registry, Findings findings) {
    this.platform = platform;
    this.registry = registry;
    this.findings = findings;
  }

  /** Prints durations, and what should not have happened. */
  public static void main(String[] arguments) throws Exception {
    int endpoints = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int perSecond = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
    Machine.heading(endpoints + " revocations, 3 routers, " + perSecond + " requests/s");
    Findings findings = new Findings();
    Path home = Machine.home();
    Path logs = home.resolve("deploy/local/target/logs/numbers");
    Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), true, false);
    try (Platform platform = new Platform(settings, Progress.none(), Clock.systemUTC())) {
      platform.start();
      try (Registry registry =
          new Registry(
              platform.registry(), platform.token(Role.OPERATOR), platform.token(Role.APPROVER))) {
        new RevocationNumbers(platform, registry, findings).run(endpoints, perSecond);
      }
    }
    System.exit(findings.print());
  }

  private void run(int endpoints, int perSecond) throws Exception {
    try {
      prepare(endpoints);
      try (Traffic traffic =
          new Traffic(routers, platform.key(SampleKey.WEBSITE), UNTOUCHED, perSecond, findings)) {
        Thread.sleep(WARM_UP);
        for (int i = 0; i < endpoints; i++) {
          revoke(id(i), servers.get(i), traffic);
        }
        Machine.heading("under load");
        report(traffic);
      }
    } finally {
      servers.forEach(ModelServer::close);
    }
  }

  private void report(Traffic traffic) {
    System.out.printf(
        Locale.ROOT,
        "%.0f requests/s; routers stopped by mask %d times, by snapshot %d times; %d requests were"
            + " permitted before and not dispatched (503)%n",
        traffic.rate(),
        byMask,
        bySnapshot,
        overtaken);
    Times.heading();
    List.of(answered, first, last, sinceAnswer, stated, known, inFlight, traffic.durations())
        .forEach(Times::print);
  }

  /** Starts routers and servers, and brings models, versions and endpoints into the catalogue. */
  private void prepare(int endpoints) throws Exception {
    routers.add(platform.router());
    routers.add(platform.addRouter(ids.get(1)));
    routers.add(platform.addRouter(ids.get(2)));
    ObjectNode document = Registry.JSON.createObjectNode();
    ArrayNode models = document.putArray("models");
    ArrayNode versions = document.putArray("versions");
    ArrayNode made = document.putArray("endpoints");
    for (int i = 0; i < endpoints; i++) {
      ScriptedChat chat = new ScriptedChat(id(i), Clock.systemUTC(), UUID::randomUUID);
      ModelServer server =
          ModelServer.start(0, chat, new Place("paris-1", "FR"), Clock.systemUTC());
      servers.add(server);
      describe(id(i), chat, server, models.addObject(), versions.addObject(), made.addObject());
    }
    registry.apply(Registry.JSON.writeValueAsBytes(document)).expect(200);
    for (int i = 0; i < endpoints; i++) {
      registry.approve(id(i));
    }
    long revision =
        registry.get("/v1/endpoints?limit=1").expect(200).json().path("revision").asLong();
    for (URI router : routers) {
      await(router + " serves revision " + revision, () -> served(router) >= revision);
    }
  }

  private static void describe(
      String id,
      ScriptedChat chat,
      ModelServer server,
      ObjectNode model,
      ObjectNode version,
      ObjectNode endpoint) {
    model.put("id", id).put("name", id);
    model
        .putObject("licence")
        .put("value", "Apache-2.0")
        .put("grade", "DECLARED")
        .put("source", "a measurement");
    model.putArray("operations").add("CHAT");
    version
        .put("id", id)
        .put("model", id)
        .put("imageDigest", ModelServer.digest())
        .put("weightsDigest", chat.weightsDigest())
        .put("profile", "local-cpu");
    endpoint
        .put("id", id)
        .put("version", id)
        .put("site", "paris-1")
        .put("baseUrl", server.url().toString())
        .put("servedModel", id)
        .put("state", "ENABLED");
    endpoint
        .putObject("facts")
        .putObject("processing")
        .put("grade", "DECLARED")
        .put("source", "a measurement")
        .putArray("value")
        .add("FR");
  }

  private void revoke(String id, ModelServer server, Traffic traffic) throws Exception {
    traffic.aim(id);
    Thread.sleep(BEFORE);
    long begin = System.nanoTime();
    Registry.Answer answer = registry.step("/v1/endpoints/" + id + ":revoke").expect(201);
    Instant answeredAt = Instant.now();
    answered.add(System.nanoTime() - begin);
    Instant commit = Instant.parse(answer.json().path("at").asText());
    await(id + " is refused", () -> refusals(traffic.exchanges(id)).size() == routers.size());
    JsonNode statement = statement(id);
    known.add(Duration.between(commit, Instant.now()).toNanos());
    Thread.sleep(AFTER);
    List<Traffic.Exchange> exchanges = traffic.exchanges(id);
    refused(commit, answeredAt, exchanges);
    overtaken += (int) exchanges.stream().filter(e -> e.status() == 503).count();
    exchanges.forEach(
        e ->
            findings.expect(
                e.status() == 200 || e.status() == 403 || e.status() == 503, id + ": " + e));
    check(id, statement, exchanges);
    arrivals(id, statement, server, exchanges);
    stated.add(Duration.between(commit, stoppedEverywhere(statement)).toNanos());
  }

  /** When each router refused first. */
  private static Map<Integer, Instant> refusals(List<Traffic.Exchange> exchanges) {
    Map<Integer, Instant> refusals = new HashMap<>();
    exchanges.stream()
        .filter(e -> e.status() == 403)
        .forEach(e -> refusals.merge(e.router(), e.answered(), (a, b) -> a.isBefore(b) ? a : b));
    return refusals;
  }

  private void refused(Instant commit, Instant answeredAt, List<Traffic.Exchange> exchanges) {
    List<Instant> refusals = refusals(exchanges).values().stream().sorted().toList();
    first.add(Duration.between(commit, refusals.getFirst()).toNanos());
    last.add(Duration.between(commit, refusals.getLast()).toNanos());
    sinceAnswer.add(Math.max(0, Duration.between(answeredAt, refusals.getLast()).toNanos()));
  }

  /** What was sent to a router after the instant that it acknowledged was not admitted. */
  private void check(String id, JsonNode statement, List<Traffic.Exchange> exchanges) {
    for (JsonNode router : routersIn(statement)) {
      int number = ids.indexOf(router.path("router").asText());
      findings.expect(
          router.path("state").asText().equals("STOPPED"), id + ": " + router.toString());
      if (router.path("way").asText().equals("MASK")) {
        byMask++;
      } else {
        bySnapshot++;
      }
      Instant stopped = Instant.parse(router.path("stoppedAt").asText());
      for (Traffic.Exchange exchange : exchanges) {
        findings.expect(
            exchange.router() != number
                || exchange.status() == 403
                || exchange.sent().isBefore(stopped),
            id + ": " + exchange + " where " + stopped + " was acknowledged");
      }
    }
    findings.expect(
        routersIn(statement).size() == routers.size(),
        id + ": " + routersIn(statement).size() + " routers acknowledged");
  }

  /** What reached the model server after the instant was sent before it. */
  private void arrivals(
      String id, JsonNode statement, ModelServer server, List<Traffic.Exchange> exchanges) {
    Instant stopped = stoppedEverywhere(statement);
    for (Attempt attempt : server.attempts()) {
      if (attempt.at().isAfter(stopped)) {
        Optional<Traffic.Exchange> exchange =
            exchanges.stream().filter(e -> e.decision().equals(attempt.request())).findFirst();
        findings.expect(
            exchange.isPresent() && exchange.get().sent().isBefore(stopped),
            id + ": " + attempt.request() + " arrived at " + attempt.at() + " after " + stopped);
        inFlight.add(Duration.between(stopped, attempt.at()).toNanos());
      }
    }
  }

  private static Instant stoppedEverywhere(JsonNode statement) {
    return Instant.parse(statement.path("stoppedEverywhereAt").asText());
  }

  private static JsonNode routersIn(JsonNode statement) {
    for (JsonNode cell : statement.path("cells")) {
      if (cell.path("cell").asText().equals("eea")) {
        return cell.path("routers");
      }
    }
    return statement.path("cells");
  }

  /** The statement, once all have stopped. */
  private JsonNode statement(String id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode statement = registry.get("/v1/revocations/endpoint." + id).expect(200).json();
      if (statement.path("stoppedEverywhereAt").isTextual()) {
        return statement;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("not everybody stopped: " + statement);
      }
      Thread.sleep(5);
    }
  }

  private long served(URI router) {
    try {
      return registry
          .getFrom(router.resolve("/bailiwick/v1/status"))
          .json()
          .path("revision")
          .asLong(-1);
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static void await(String what, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not within " + PATIENCE + ": " + what);
      }
      Thread.sleep(2);
    }
  }

  private static String id(int i) {
    return "doomed-" + i;
  }
}
