package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.local.platform.RegistryAlone;
import eu.bailiwick.local.platform.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Many writers change one resource at once, each with the same If-Match, round after round; a
 * follower watches. One wins each round, and the follower sees each winner once and in order.
 */
final class EditorNumbers {

  private static final int WRITERS = 100;
  private static final int ROUNDS = 50;
  private static final String PATH = "/v1/tenants/contended";

  private final Registry registry;
  private final Findings findings;
  private final Times won = new Times("the winner's PUT, among " + WRITERS);
  private final Times lost = new Times("a loser's PUT (412), among " + WRITERS);
  private final Times round = new Times("a round, until all are answered");
  private final Times told = new Times("from the end of a round until the stream has told it");

  private EditorNumbers(Registry registry, Findings findings) {
    this.registry = registry;
    this.findings = findings;
  }

  /** Prints durations, and what should not have happened. */
  public static void main(String[] arguments) throws Exception {
    Findings findings = new Findings();
    try (RegistryAlone alone = RegistryAlone.start(Machine.home(), List.of(), false);
        Registry registry =
            new Registry(alone.url(), alone.token(Role.OPERATOR), alone.token(Role.APPROVER))) {
      new EditorNumbers(registry, findings).run();
    }
    System.exit(findings.print());
  }

  private record Attempt(int writer, int status, String etag) {}

  private void run() throws Exception {
    Machine.heading(WRITERS + " writers of one resource, " + ROUNDS + " rounds");
    registry.apply(document("first")).expect(200);
    long before = revision();
    Times one = new Times("a PUT of one writer alone, before the rounds");
    for (int i = 0; i < ROUNDS; i++) {
      byte[] body = tenant("alone-" + i);
      String etag = registry.get(PATH).expect(200).etag();
      one.time(() -> registry.put(PATH, etag, body).expect(200));
    }
    try (Follower follower = new Follower(registry, before, findings);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      follower.await(before + ROUNDS);
      for (int i = 0; i < ROUNDS; i++) {
        round(i, before + ROUNDS + i + 1, follower, threads);
      }
      findings.expect(
          revision() == before + 2 * ROUNDS,
          "revision " + revision() + " after " + before + " and " + 2 * ROUNDS + " changes");
      follower.await(revision());
      follower.compareWith(registry.get("/v1/catalogue").expect(200).json());
      checkHistory(before);
    }
    Times.heading();
    List.of(one, won, lost, round, told).forEach(Times::print);
    Machine.heading("at the end");
  }

  private void round(int number, long revision, Follower follower, ExecutorService threads)
      throws Exception {
    String etag = registry.get(PATH).expect(200).etag();
    List<Callable<Attempt>> writers =
        IntStream.range(0, WRITERS)
            .<Callable<Attempt>>mapToObj(writer -> () -> write(number, writer, etag))
            .toList();
    List<Attempt> attempts = new ArrayList<>();
    long begin = System.nanoTime();
    for (Future<Attempt> attempt : threads.invokeAll(writers)) {
      attempts.add(attempt.get());
    }
    round.add(System.nanoTime() - begin);
    told.time(() -> follower.await(revision));
    List<Attempt> winners = attempts.stream().filter(a -> a.status() == 200).toList();
    long losers = attempts.stream().filter(a -> a.status() == 412).count();
    findings.expect(
        winners.size() == 1 && losers == WRITERS - 1,
        "round " + number + ": " + winners.size() + " winners, " + losers + " losers");
    Registry.Answer now = registry.get(PATH).expect(200);
    String name = now.json().path("name").asText();
    findings.expect(
        winners.stream().anyMatch(w -> name.equals(name(number, w.writer())))
            && winners.stream().anyMatch(w -> now.etag().equals(w.etag())),
        "round " + number + ": " + name + " is stored, which did not win");
  }

  private Attempt write(int number, int writer, String etag) throws Exception {
    byte[] body = tenant(name(number, writer));
    long begin = System.nanoTime();
    Registry.Answer answer = registry.put(PATH, etag, body);
    (answer.status() == 200 ? won : lost).add(System.nanoTime() - begin);
    return new Attempt(writer, answer.status(), answer.etag());
  }

  /** Each change begins with what the one before left: nothing was overwritten unseen. */
  private void checkHistory(long since) throws Exception {
    JsonNode changes =
        registry.get("/v1/catalogue/changes?limit=1000&since=" + since).expect(200).json();
    long expected = since;
    JsonNode left = null;
    for (JsonNode change : changes.path("items")) {
      JsonNode item = change.path("items").path(0);
      findings.expect(
          change.path("revision").asLong() == ++expected && change.path("items").size() == 1,
          "change " + change.path("revision") + " where " + expected + " was due");
      findings.expect(
          left == null || left.equals(item.path("before")),
          "change " + expected + " does not begin with what was there");
      left = item.path("after");
    }
    findings.expect(expected == since + 2 * ROUNDS, "the history ends at " + expected);
  }

  private long revision() throws Exception {
    return registry.get("/v1/tenants?limit=1").expect(200).json().path("revision").asLong();
  }

  private static String name(int round, int writer) {
    return "round " + round + ", writer " + writer;
  }

  private static byte[] tenant(String name) {
    return ("{\"id\":\"contended\",\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] document(String name) {
    return ("{\"tenants\":[" + new String(tenant(name), StandardCharsets.UTF_8) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
