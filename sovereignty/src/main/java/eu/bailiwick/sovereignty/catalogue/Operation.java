package eu.bailiwick.sovereignty.catalogue;

/** What a caller can ask a model for. */
public enum Operation {
  /** A conversation, whether by chat completions, responses or messages. */
  CHAT,
  /** Text that continues a text. */
  COMPLETIONS,
  EMBEDDINGS,
  /** Passages in order of how well they answer a query. */
  RANKING
}
