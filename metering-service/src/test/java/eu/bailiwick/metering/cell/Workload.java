package eu.bailiwick.metering.cell;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Made-up traffic of a cell, as its routers would tell it: tenants with applications, models behind
 * several endpoints, a catalogue that changes now and then. Names and digests differ from one seed
 * to the next, so that nothing is learnt from one and used on another.
 */
public final class Workload {

  private static final List<String> COUNTRIES =
      List.of("FR", "FR", "DE", "IE", "ES", "IT", "AT", "FI");
  private static final int MODELS = 5;
  private static final int ENDPOINTS_OF_A_MODEL = 3;
  private static final int APPLICATIONS = 4;
  private static final int MODELS_OF_AN_APPLICATION = 2;
  private static final List<String> CLASSES = List.of("health", "personal", "internal", "public");
  private static final List<String> REASONS =
      List.of("PROCESSING_OUTSIDE_AREA", "DISCLOSURE_EXPOSURE", "NOT_APPROVED", "REVOKED");
  private static final List<String> OUTCOMES =
      List.of("completed", "completed", "completed", "client_left", "upstream_failed");
  private static final int ROUTERS = 3;
  private static final int REQUESTS_PER_SNAPSHOT = 5_000;
  private static final int ONE_IN_IS_DENIED = 25;

  private final SplittableRandom random;
  private final List<String> tenants;
  private final List<String> places;
  private final List<Endpoint> endpoints;
  private final List<UUID> epochs;
  private final long[][] next;
  private final Duration between;
  private Instant time;
  private String snapshot = "";
  private int revision = 40;
  private long requests;

  private record Endpoint(
      String id, String model, String version, String image, String weights, int place) {}

  /**
   * One event.
   *
   * @param value its exact bytes
   * @param salt 32 bytes
   */
  public record Made(String tenant, Bytes value, Bytes salt) {}

  /**
   * Makes traffic up.
   *
   * @param seed the same one gives the same traffic
   * @param between from one request to the next, at least 3 milliseconds
   */
  public Workload(long seed, int tenants, Instant start, Duration between) {
    random = new SplittableRandom(seed);
    this.tenants = IntStream.range(0, tenants).mapToObj(i -> word() + "-" + i).toList();
    places = COUNTRIES.stream().map(country -> word()).toList();
    endpoints = new ArrayList<>();
    for (int m = 0; m < MODELS; m++) {
      String model = word() + "-chat";
      for (int i = 0; i < ENDPOINTS_OF_A_MODEL; i++) {
        int place = random.nextInt(places.size());
        endpoints.add(
            new Endpoint(
                word() + "-" + places.get(place),
                model,
                model + "-" + (1 + random.nextInt(9)) + "." + random.nextInt(9),
                digest(),
                digest(),
                place));
      }
    }
    epochs = IntStream.range(0, ROUTERS).mapToObj(i -> uuid()).toList();
    next = new long[ROUTERS][tenants];
    this.between = between;
    time = start.truncatedTo(ChronoUnit.MILLIS);
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      word.append("bcdfglmnprstv".charAt(random.nextInt(13)))
          .append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private String digest() {
    return "sha256:" + HexFormat.of().formatHex(bytes());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private UUID uuid() {
    return new UUID(
        (random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | 0x8000000000000000L);
  }

  private UUID requestId(Instant at) {
    return new UUID(
        (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000),
        (random.nextLong() >>> 2) | 0x8000000000000000L);
  }

  /** One request: an attempt that is opened and closed, or now and then a refusal. */
  public void request(Consumer<Made> to) {
    if (requests++ % REQUESTS_PER_SNAPSHOT == 0) {
      snapshot = digest();
      revision++;
    }
    time = time.plus(between);
    int router = random.nextInt(ROUTERS);
    int tenant = Math.min(random.nextInt(tenants.size()), random.nextInt(tenants.size()));
    int application = tenant * 7 + random.nextInt(APPLICATIONS);
    Endpoint endpoint = endpoint(application);
    String request = requestId(time).toString();
    String descriptor = descriptor(application, endpoint);
    String dataClass = CLASSES.get(application % CLASSES.size());
    if (random.nextInt(ONE_IN_IS_DENIED) == 0) {
      String decision = decision(endpoint, dataClass, "NO_LAWFUL_ENDPOINT");
      to.accept(
          event(
              router,
              tenant,
              "denied",
              time,
              "\"request\":\"%s\",\"descriptor\":%s,\"decision\":%s,\"status\":403,\"code\":\"no_lawful_endpoint\""
                  .formatted(request, descriptor, decision)));
      return;
    }
    String attempt = "\"request\":\"" + request + "\",\"attempt\":1,\"descriptor\":" + descriptor;
    String served = served(endpoint);
    to.accept(
        event(
            router,
            tenant,
            "opened",
            time,
            attempt
                + ",\"decision\":"
                + decision(endpoint, dataClass, "PERMITTED")
                + ",\"endpoint\":"
                + served));
    to.accept(
        event(
            router,
            tenant,
            "closed",
            time.plus(1, ChronoUnit.MILLIS),
            attempt
                + ",\"endpoint\":"
                + served
                + ",\"dataClass\":\""
                + dataClass
                + "\",\"outcome\":\""
                + OUTCOMES.get(random.nextInt(OUTCOMES.size()))
                + "\",\"status\":200,"
                + usage()));
  }

  private Made event(int router, int tenant, String type, Instant at, String rest) {
    String event =
        "{\"version\":1,\"cell\":\"eea\",\"router\":\"router-fr-%d\",\"site\":\"paris-1\",\"epoch\":\"%s\",\"tenant\":\"%s\",\"type\":\"%s\",\"sequence\":%d,\"time\":\"%s\",%s}"
            .formatted(
                router,
                epochs.get(router),
                tenants.get(tenant),
                type,
                next[router][tenant]++,
                at.plus(random.nextInt(900), ChronoUnit.MICROS),
                rest);
    return new Made(
        tenants.get(tenant), new Bytes(event.getBytes(StandardCharsets.UTF_8)), new Bytes(bytes()));
  }

  /** One of those that have a model of the application's. */
  private Endpoint endpoint(int number) {
    int model = (number + random.nextInt(MODELS_OF_AN_APPLICATION)) % MODELS;
    return endpoints.get(model * ENDPOINTS_OF_A_MODEL + random.nextInt(ENDPOINTS_OF_A_MODEL));
  }

  private String descriptor(int number, Endpoint endpoint) {
    String application = "app-" + number;
    return "{\"application\":\"%s\",\"key\":\"%s-key-%d\",\"dataClass\":null,\"model\":\"%s\",\"operation\":\"CHAT\",\"within\":[],\"stream\":%s,\"bodyBytes\":%d}"
        .formatted(
            application,
            application,
            random.nextInt(3),
            endpoint.model(),
            random.nextBoolean(),
            100 + random.nextInt(8_000));
  }

  private String decision(Endpoint endpoint, String dataClass, String reason) {
    List<String> candidates = new ArrayList<>();
    for (Endpoint each : endpoints) {
      if (each.model().equals(endpoint.model())) {
        boolean eligible = each.equals(endpoint) && reason.equals("PERMITTED");
        candidates.add(
            "{\"endpoint\":\"%s\",\"reasons\":[%s]}"
                .formatted(
                    each.id(),
                    eligible ? "" : "\"" + REASONS.get(random.nextInt(REASONS.size())) + "\""));
      }
    }
    return "{\"at\":\"%s\",\"snapshot\":\"%s\",\"revision\":%d,\"semantics\":1,\"law\":\"2026-11-23\",\"dataClass\":\"%s\",\"reason\":\"%s\",\"candidates\":[%s]}"
        .formatted(time, snapshot, revision, dataClass, reason, String.join(",", candidates));
  }

  private String served(Endpoint endpoint) {
    return "{\"id\":\"%s\",\"version\":\"%s\",\"imageDigest\":\"%s\",\"weightsDigest\":\"%s\",\"site\":\"%s-1\",\"operator\":\"%s-calcul\",\"countries\":[\"%s\"]}"
        .formatted(
            endpoint.id(),
            endpoint.version(),
            endpoint.image(),
            endpoint.weights(),
            places.get(endpoint.place()),
            places.get(endpoint.place()),
            COUNTRIES.get(endpoint.place()));
  }

  private String usage() {
    int prompt = 10 + random.nextInt(2_000);
    int completion = 1 + random.nextInt(900);
    return "\"usage\":{\"source\":\"upstream\",\"promptTokens\":%d,\"completionTokens\":%d,\"totalTokens\":%d},\"requestBytes\":%d,\"responseBytes\":%d,\"firstByteMillis\":%d.%d,\"durationMillis\":%d.%d"
        .formatted(
            prompt,
            completion,
            prompt + completion,
            100 + random.nextInt(8_000),
            200 + random.nextInt(20_000),
            random.nextInt(400),
            random.nextInt(10),
            400 + random.nextInt(4_000),
            random.nextInt(10));
  }
}
