package eu.bailiwick.local.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Applications that ask one question after the other, whatever becomes of it: most are lawful, some
 * are not, and some ask for a model that does not exist.
 */
final class Applications implements AutoCloseable {

  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Refusals that are told to the audit before they are told to the caller. */
  private static final Set<Integer> RECORDED = Set.of(400, 403, 404, 429);

  private final URI chat;
  private final String key;
  private final int count;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

  /**
   * @param count how many questions there are
   */
  Applications(URI router, String key, int count) {
    this.chat = router.resolve("/v1/chat/completions");
    this.key = key;
    this.count = count;
  }

  void start() {
    for (int i = 0; i < AT_ONCE; i++) {
      var _ = threads.submit(this::askAll);
    }
  }

  /** How many questions have been answered, refused, or broken off. */
  long ended() {
    return ended.get();
  }

  /** Whether all have been. */
  boolean done() {
    return ended() >= count;
  }

  /** Ids of the decisions that refused, as far as their refusals had to be recorded. */
  Set<String> refused() {
    return Set.copyOf(refused);
  }

  /** How many there were of each status, and of each failure. */
  Map<String, AtomicInteger> answers() {
    return answers;
  }

  private Void askAll() throws InterruptedException {
    long number = next.getAndIncrement();
    while (number < count) {
      if (ask(number)) {
        ended.incrementAndGet();
        number = next.getAndIncrement();
      } else {
        Thread.sleep(PAUSE);
      }
    }
    return null;
  }

  /** Whether the question is not to be asked again. */
  private boolean ask(long number) throws InterruptedException {
    try {
      HttpResponse<Void> answer =
          http.send(request(number), HttpResponse.BodyHandlers.discarding());
      count(Integer.toString(answer.statusCode()));
      if (RECORDED.contains(answer.statusCode())) {
        answer.headers().firstValue("Bailiwick-Decision").ifPresent(refused::add);
      }
      return answer.statusCode() != 503; // whose caller is asked to come back later
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      count(e.getClass().getSimpleName());
      return true;
    }
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, each -> new AtomicInteger()).incrementAndGet();
  }

  private HttpRequest request(long number) {
    String model = number % 10 == 1 ? "no-such-model" : "scripted-chat";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(chat)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key);
    if (number % 10 == 2) {
      request.header("Bailiwick-Within", "JP");
    }
    return request
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%d?\"}]}"
                    .formatted(model, number)))
        .build();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
