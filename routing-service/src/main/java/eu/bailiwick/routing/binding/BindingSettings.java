package eu.bailiwick.routing.binding;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Keys of the ids of responses. */
@ConfigMapping(prefix = "bailiwick.response-ids")
interface BindingSettings {

  /**
   * A file with one key a line, each at least 32 bytes in base64. The first one makes ids, all open
   * ids, so that a key is replaced by putting a new one in front. All routers of a cell need the
   * same. Without it a router makes a key for itself when it starts, and ids that it gave out
   * before open nothing.
   */
  Optional<Path> keysFile();
}
