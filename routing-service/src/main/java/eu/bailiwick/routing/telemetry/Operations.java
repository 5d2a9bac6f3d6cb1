package eu.bailiwick.routing.telemetry;

import eu.bailiwick.sovereignty.catalogue.Operation;

/** Operations as the GenAI semantic conventions call them. */
final class Operations {

  private Operations() {}

  /** The value of {@code gen_ai.operation.name}. */
  static String name(Operation operation) {
    return switch (operation) {
      case CHAT -> "chat";
      case EMBEDDINGS -> "embeddings";
    };
  }
}
