package eu.bailiwick.registry;

import eu.bailiwick.parts.PostgresServer;
import eu.bailiwick.parts.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** What the registry needs around it: a real PostgreSQL, an issuer of tokens, a signing key. */
public final class RegistryParts implements QuarkusTestResourceLifecycleManager {

  private static final TokenIssuer TOKENS = TokenIssuer.create();
  private static final TokenIssuer OTHER_TOKENS = TokenIssuer.create();
  private static final OctetKeyPairJsonWebKey KEY = newKey("test-key");

  private @Nullable Path directory;
  private @Nullable PostgresServer postgres;

  /** A token that the service accepts, of a person who is called like the role. */
  public static String token(String role) {
    return TOKENS.token(role, List.of(role), Duration.ofHours(1));
  }

  /** A token of {@code subject} that the service accepts. */
  public static String token(String subject, String role) {
    return TOKENS.token(subject, List.of(role), Duration.ofHours(1));
  }

  /** A token of somebody of a tenant that the service accepts. */
  public static String tokenOfTenant(String role, String tenant) {
    return TOKENS.token("somebody", List.of(role), Map.of("tenant", tenant), Duration.ofHours(1));
  }

  /** A token of {@code subject} that is bound to a cell. */
  public static String token(String subject, String role, String cell) {
    return TOKENS.token(subject, List.of(role), Map.of("cell", cell), Duration.ofHours(1));
  }

  /** A token that has expired. */
  public static String expiredToken() {
    return TOKENS.token("late", List.of("operator"), Duration.ofHours(-1));
  }

  /** A token of somebody else's issuer. */
  public static String foreignToken() {
    return OTHER_TOKENS.token("stranger", List.of("operator"), Duration.ofHours(1));
  }

  /** A private Ed25519 JWK. */
  public static OctetKeyPairJsonWebKey newKey(String id) {
    try {
      OctetKeyPairJsonWebKey key =
          OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      Path made = Files.createTempDirectory("registry");
      directory = made;
      postgres = PostgresServer.start(made.resolve("postgres"));
      postgres.createDatabase("registry");
      Path key = made.resolve("signing-key.json");
      Files.writeString(key, KEY.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      return Map.of(
          "quarkus.datasource.jdbc.url",
          postgres.jdbcUrl("registry"),
          "quarkus.datasource.username",
          PostgresServer.USER,
          "quarkus.datasource.password",
          "any",
          "quarkus.oidc.public-key",
          TOKENS.publicKey(),
          "quarkus.oidc.token.issuer",
          TokenIssuer.ISSUER,
          "bailiwick.snapshot.signing-key-file",
          key.toString(),
          "bailiwick.changes.bookmark-interval",
          "PT0.3S");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    try {
      if (postgres != null) {
        postgres.close();
      }
      try (Stream<Path> files = Files.walk(Objects.requireNonNull(directory))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
