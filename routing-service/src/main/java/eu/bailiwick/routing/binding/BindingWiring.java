package eu.bailiwick.routing.binding;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Reads the keys at start. */
final class BindingWiring {

  private static final Logger LOG = Logger.getLogger(BindingWiring.class);
  private static final String PROPERTY = "bailiwick.response-ids.keys-file";
  private static final int KEY_BYTES = 32;

  private BindingWiring() {}

  @Produces
  @Singleton
  static ResponseIds responseIds(BindingSettings settings, RandomGenerator random) {
    return new ResponseIds(
        settings.keysFile().map(BindingWiring::read).orElseGet(() -> List.of(made(random))));
  }

  private static byte[] made(RandomGenerator random) {
    LOG.infof("%s is not set: ids of responses hold on this router until it stops", PROPERTY);
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  /**
   * @throws IllegalStateException if there are no keys, or not such; names the property
   */
  static List<byte[]> read(Path file) {
    try {
      List<byte[]> keys =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(line -> Base64.getDecoder().decode(line))
              .toList();
      if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length < KEY_BYTES)) {
        throw new IllegalStateException(
            PROPERTY + ": " + file + " needs a key of " + KEY_BYTES + " bytes or more a line");
      }
      return keys;
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(PROPERTY + ": " + file + " is not base64", e);
    } catch (IOException e) {
      throw new IllegalStateException(PROPERTY + ": " + file + " cannot be read", e);
    }
  }
}
