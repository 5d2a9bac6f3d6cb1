package eu.bailiwick.local;

import static eu.bailiwick.parts.Eventually.await;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import eu.bailiwick.local.platform.Settings;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the time from the revocation of an API key until the router admits nothing by it any
 * more, as the registry's statement says, while requests are served. Not a test: a main class that
 * needs the packaged services, the module's test class path, and the repository's root as {@code
 * -Dbailiwick.home}. Its arguments are the number of revocations and of callers that ask one
 * request after the other.
 */
final class RevocationMeasurement {

  private RevocationMeasurement() {}

  /** Prints percentiles in milliseconds. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    int load = Integer.parseInt(arguments[1]);
    Path home = Path.of(System.getProperty("bailiwick.home", "")).toAbsolutePath();
    Path logs = home.resolve("deploy/local/target/logs/measurement");
    Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), true, false);
    try (Platform platform = new Platform(settings, Progress.none(), Clock.systemUTC());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      platform.start();
      Callers callers = new Callers(platform);
      AtomicBoolean done = new AtomicBoolean();
      AtomicLong served = new AtomicLong();
      for (int i = 0; i < load; i++) {
        threads.execute(() -> ask(callers, done, served));
      }
      long[] millis = new long[count];
      Map<String, Integer> ways = new HashMap<>();
      for (int i = 0; i < count; i++) {
        JsonPath statement = revoke(callers, "doomed-" + i);
        millis[i] = statement.getLong("millisToRevoke");
        ways.merge(statement.getString("cells.routers.flatten().way"), 1, Integer::sum);
      }
      done.set(true);
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%d revocations beside %d served requests: p50 %d ms, p90 %d ms, p99 %d ms, longest %d ms; %s%n",
          count,
          served.get(),
          millis[count / 2],
          millis[count * 9 / 10],
          millis[count * 99 / 100],
          millis[count - 1],
          ways);
    }
    System.exit(0);
  }

  private static void ask(Callers callers, AtomicBoolean done, AtomicLong served) {
    while (!done.get()) {
      callers
          .http(SampleKey.INFODESK)
          .body(Callers.chatBody("scripted-chat", "hello"))
          .post("/v1/chat/completions")
          .then()
          .statusCode(200);
      served.incrementAndGet();
    }
  }

  private static JsonPath revoke(Callers callers, String key) throws Exception {
    callers
        .operator()
        .urlEncodingEnabled(false)
        .contentType("application/yaml")
        .body(
            "keys: [{id: %s, application: infodesk, status: ACTIVE, hash: 'sha256:%064x'}]"
                .formatted(key, key.hashCode() & 0xffffffffL)
                .getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(200);
    callers
        .operator()
        .urlEncodingEnabled(false)
        .contentType("application/json")
        .body("{\"reason\":\"measured\"}")
        .post("/v1/keys/" + key + ":revoke")
        .then()
        .statusCode(201);
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> statement(callers, key).getString("stoppedEverywhereAt") != null);
    return statement(callers, key);
  }

  private static JsonPath statement(Callers callers, String key) throws Exception {
    return callers
        .registry(Role.OFFICER)
        .accept("application/json")
        .get("/v1/revocations/key." + key)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
