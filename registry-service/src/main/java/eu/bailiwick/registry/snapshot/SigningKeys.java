package eu.bailiwick.registry.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The key that signs and the keys that are published: the signing one, those that signed before and
 * those that will. A key is published before it signs, so that routers can trust it by then, and
 * stays until nothing that it signed is in use.
 */
public final class SigningKeys {

  private static final String PROPERTY = "bailiwick.snapshot.published-key-files";

  private final SigningKey active;
  private final Map<String, OctetKeyPairJsonWebKey> published = new TreeMap<>();

  private SigningKeys(SigningKey active) {
    this.active = active;
    published.put(active.id(), active.publicPart());
  }

  /**
   * Loads them.
   *
   * @param signing file of the private JWK that signs
   * @param others files of further JWKs or JWK sets, of which only the public part is read
   * @throws IllegalStateException in a sentence that names the property, if a file cannot be used
   *     or two different keys have the same {@code kid}
   */
  public static SigningKeys load(Optional<String> signing, List<String> others) {
    SigningKeys keys = new SigningKeys(SigningKey.load(signing));
    others.stream().filter(file -> !file.isBlank()).forEach(keys::publish);
    return keys;
  }

  private void publish(String file) {
    for (JsonWebKey key : read(file)) {
      if (!(key instanceof OctetKeyPairJsonWebKey okp)
          || !OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(okp.getSubtype())) {
        throw refused(file, "holds a key that is not an OKP key on curve Ed25519");
      }
      OctetKeyPairJsonWebKey named = SigningKey.named(okp);
      OctetKeyPairJsonWebKey same = published.putIfAbsent(named.getKeyId(), named);
      if (same != null && !same.getKey().equals(named.getKey())) {
        throw refused(file, "holds another key than is known as \"" + named.getKeyId() + '"');
      }
    }
  }

  private static List<JsonWebKey> read(String file) {
    try {
      String json = Files.readString(Path.of(file));
      return json.contains("\"keys\"")
          ? new JsonWebKeySet(json).getJsonWebKeys()
          : List.of(JsonWebKey.Factory.newJwk(json));
    } catch (IOException | InvalidPathException e) {
      throw refused(file, "cannot be read");
    } catch (JoseException e) {
      throw refused(file, "is neither a JWK nor a JWK set");
    }
  }

  /** The key that signs. */
  public SigningKey active() {
    return active;
  }

  /**
   * Whether whoever trusts the published keys can verify what the key of this {@code kid} signed.
   */
  boolean publishes(String id) {
    return published.containsKey(id);
  }

  /** The JWK set of the public parts, as JSON, in order of {@code kid}. */
  String publicKeySet() {
    return new JsonWebKeySet(new ArrayList<JsonWebKey>(published.values()))
        .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  private static IllegalStateException refused(String file, String why) {
    return new IllegalStateException(PROPERTY + " names \"" + file + "\", which " + why);
  }
}
