package eu.bailiwick.routing.telemetry;

import eu.bailiwick.sovereignty.catalogue.Operation;

/** Operations as the GenAI semantic conventions call them. */
final class Operations {

  private Operations() {}

  /** The value of {@code gen_ai.operation.name}. */
  static String name(Operation operation) {
    return switch (operation) {
      case CHAT -> "chat";
      case COMPLETIONS -> "text_completion";
      case EMBEDDINGS -> "embeddings";
      case RANKING -> "ranking"; // the conventions have no word for it
    };
  }
}
