package eu.bailiwick.registry.document;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of documents that are sent to the catalogue. */
@ConfigMapping(prefix = "bailiwick.document")
public interface DocumentSettings {

  /** The largest document that is read. */
  @WithDefault("4M")
  MemorySize maxSize();
}
