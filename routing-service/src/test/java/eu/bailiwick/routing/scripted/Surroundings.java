package eu.bailiwick.routing.scripted;

import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.parts.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a real broker and settles addresses, keys and tokens. Tests read them as {@code test.…}
 * properties; they start registry and model servers themselves.
 */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

  public static final String TOPIC = "bailiwick.usage.v1";

  /** Marks a {@link Runnable} field that stops the broker. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  public @interface StopBroker {}

  /** Marks a {@link Runnable} field that starts the broker again. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  public @interface RestartBroker {}

  private @Nullable Path directory;
  private @Nullable KafkaBroker broker;

  @Override
  public Map<String, String> start() {
    try {
      Path home = Files.createTempDirectory("routing-test");
      directory = home;
      KafkaBroker started = KafkaBroker.start(home.resolve("kafka"));
      broker = started;
      started.createTopic(TOPIC, 1);
      return settings(home, started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(Path home, KafkaBroker broker) throws IOException {
    SnapshotSigner signer = SnapshotSigner.create("test-key");
    TokenIssuer issuer = TokenIssuer.create();
    Path token = Files.writeString(home.resolve("token"), "router-token\n");
    Path trusted = Files.writeString(home.resolve("trusted.json"), signer.publicKeys());
    int registry = FreePorts.any();
    int collector = FreePorts.any();
    return Map.ofEntries(
        Map.entry("bailiwick.router.id", "router-fr-1"),
        Map.entry("bailiwick.router.cell", "eea"),
        Map.entry("bailiwick.router.site", "paris-1"),
        Map.entry("bailiwick.registry.url", "http://127.0.0.1:" + registry),
        Map.entry("bailiwick.registry.token-file", token.toString()),
        Map.entry("bailiwick.registry.trusted-keys-file", trusted.toString()),
        Map.entry("bailiwick.registry.poll-interval", "PT0.05S"),
        Map.entry("bailiwick.registry.watched-poll-interval", "PT0.05S"),
        Map.entry("bailiwick.usage.bootstrap-servers", broker.bootstrapServers()),
        Map.entry("bailiwick.usage.topic", TOPIC),
        Map.entry("bailiwick.usage.ack-timeout", "PT1S"),
        Map.entry("bailiwick.gateway.max-body-size", "64K"),
        Map.entry("bailiwick.arrival.head-timeout", "PT1S"),
        Map.entry("bailiwick.arrival.body-timeout", "PT1.5S"),
        Map.entry("bailiwick.gateway.stall-timeout", "PT1S"),
        Map.entry("bailiwick.gateway.response-timeout", "PT2S"),
        Map.entry("bailiwick.gateway.first-token-timeout", "PT1S"),
        Map.entry("bailiwick.health.probe-interval", "PT0.1S"),
        Map.entry("bailiwick.health.request-failures", "20"),
        Map.entry("bailiwick.access-log.enabled", "true"),
        Map.entry("quarkus.otel.sdk.disabled", "false"),
        Map.entry("quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + collector),
        Map.entry("quarkus.otel.exporter.otlp.protocol", "http/protobuf"),
        Map.entry("quarkus.otel.bsp.schedule.delay", "PT0.05S"),
        Map.entry("test.collector-port", Integer.toString(collector)),
        Map.entry("quarkus.oidc.public-key", issuer.publicKey()),
        Map.entry("quarkus.oidc.token.issuer", TokenIssuer.ISSUER),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.http.idle-timeout", "PT4S"),
        Map.entry("test.registry-port", Integer.toString(registry)),
        Map.entry("test.signing-key", signer.privateJwk()),
        Map.entry("test.bootstrap-servers", broker.bootstrapServers()),
        Map.entry("test.token.officer", token(issuer, "officer")),
        Map.entry("test.token.router", token(issuer, "router")),
        Map.entry("test.token.clinique-admin", token(issuer, "tenant-admin", "clinique")),
        Map.entry("test.token.clinique-member", token(issuer, "staff", "clinique")),
        Map.entry("test.token.atelier-admin", token(issuer, "tenant-admin", "atelier")),
        Map.entry("test.token.admin-of-nothing", token(issuer, "tenant-admin")));
  }

  private static String token(TokenIssuer issuer, String role, String tenant) {
    return issuer.token(
        "some-" + role, List.of(role), Map.of("tenant", tenant), Duration.ofHours(1));
  }

  private static String token(TokenIssuer issuer, String role) {
    return issuer.token("some-" + role, List.of(role), Duration.ofHours(1));
  }

  @Override
  public void inject(TestInjector injector) {
    KafkaBroker running = Objects.requireNonNull(broker);
    injector.injectIntoFields(
        (Runnable) running::stop,
        new TestInjector.AnnotatedAndMatchesType(StopBroker.class, Runnable.class));
    injector.injectIntoFields(
        (Runnable) running::restart,
        new TestInjector.AnnotatedAndMatchesType(RestartBroker.class, Runnable.class));
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
    if (directory != null) {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
