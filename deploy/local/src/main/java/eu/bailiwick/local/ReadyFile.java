package eu.bailiwick.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Addresses, keys and tokens of a running platform as JSON, for scripts. The file appears whole or
 * not at all, and only its owner can read it.
 */
final class ReadyFile {

  private static final JsonMapper JSON = new JsonMapper();

  private ReadyFile() {}

  static void write(Path file, Platform platform) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    Path part = Files.createTempFile(folder, ".ready-", ".part");
    try {
      Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content(platform)));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static ObjectNode content(Platform platform) throws IOException {
    ObjectNode content =
        JSON.createObjectNode()
            .put("router", platform.router().toString())
            .put("registry", platform.registry().toString())
            .put("metering", platform.metering().toString())
            .put("kafka", platform.kafka().bootstrapServers())
            .put("postgres", platform.postgres("postgres"));
    ObjectNode models = content.putObject("models");
    platform.models().forEach((name, url) -> models.put(name, url.toString()));
    ObjectNode keys = content.putObject("keys");
    for (SampleKey key : SampleKey.values()) {
      keys.put(key.id(), platform.key(key));
    }
    ObjectNode tokens = content.putObject("tokens");
    for (Role role : Role.values()) {
      tokens.put(role.id(), platform.token(role));
    }
    return content.put("logs", platform.logs().toString());
  }
}
