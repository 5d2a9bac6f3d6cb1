package eu.bailiwick.local.platform;

import eu.bailiwick.parts.TokenIssuer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * Every secret of one platform, in files that only their owner can read: API keys, the key of the
 * tokens, the tokens, the keys of the snapshots and of the ledger. Made once and read again
 * afterwards.
 */
final class Credentials {

  private static final Duration TOKEN_VALIDITY = Duration.ofDays(30);
  private static final int API_KEY_BYTES = 24;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path directory;
  private final SecureRandom random;

  private Credentials(Path directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /** What is in the files. */
  record Made(
      Path directory, TokenIssuer issuer, Map<SampleKey, String> apiKeys, Map<Role, Path> tokens) {

    String apiKey(SampleKey key) {
      return Objects.requireNonNull(apiKeys.get(key), key.id());
    }

    Path token(Role role) {
      return Objects.requireNonNull(tokens.get(role), role.id());
    }

    Path snapshotKey() {
      return directory.resolve("snapshot-key.jwk");
    }

    Path logKey() {
      return directory.resolve("log-key.pem");
    }

    Path trustedKeys() {
      return directory.resolve("trusted-keys.jwks");
    }
  }

  static Made in(Path directory, SecureRandom random) throws IOException {
    Files.createDirectories(directory);
    return new Credentials(directory, random).make();
  }

  private Made make() throws IOException {
    TokenIssuer issuer = TokenIssuer.kept(directory.resolve("issuer.key"));
    Made made = new Made(directory, issuer, apiKeys(), tokens(issuer));
    if (!Files.exists(made.snapshotKey())) {
      makeSnapshotKey(made);
    }
    if (!Files.exists(made.logKey())) {
      makeLogKey(made);
    }
    return made;
  }

  private Map<SampleKey, String> apiKeys() throws IOException {
    Path file = directory.resolve("api-keys.properties");
    Properties stored = new Properties();
    if (Files.exists(file)) {
      stored.load(new StringReader(Files.readString(file)));
    }
    Map<SampleKey, String> keys = new EnumMap<>(SampleKey.class);
    for (SampleKey key : SampleKey.values()) {
      keys.put(key, (String) stored.computeIfAbsent(key.id(), id -> apiKey()));
    }
    StringWriter text = new StringWriter();
    stored.store(text, null);
    write(file, text.toString());
    return keys;
  }

  private String apiKey() {
    byte[] bytes = new byte[API_KEY_BYTES];
    random.nextBytes(bytes);
    return "bw-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Map<Role, Path> tokens(TokenIssuer issuer) throws IOException {
    Map<Role, Path> tokens = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Path file = directory.resolve(role.id() + ".jwt");
      write(file, issuer.token(role.subject(), List.of(role.id()), role.claims(), TOKEN_VALIDITY));
      tokens.put(role, file);
    }
    return tokens;
  }

  private static void makeSnapshotKey(Made made) throws IOException {
    try {
      OctetKeyPairJsonWebKey key =
          OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
      key.setUse("sig");
      key.setAlgorithm("EdDSA");
      write(made.snapshotKey(), key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      write(made.trustedKeys(), new JsonWebKeySet(key).toJson());
    } catch (JoseException e) {
      throw new IOException("the key of the snapshots could not be made", e);
    }
  }

  /** PKCS#8 in PEM, as {@code openssl genpkey -algorithm ed25519} writes it. */
  private static void makeLogKey(Made made) throws IOException {
    try {
      byte[] key =
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
      write(
          made.logKey(),
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getEncoder().encodeToString(key)
              + "\n-----END PRIVATE KEY-----\n");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, OWNER_ONLY);
  }

  /** The form in which the catalogue knows an API key. */
  static String hash(String apiKey) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
