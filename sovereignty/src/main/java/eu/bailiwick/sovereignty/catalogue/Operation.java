package eu.bailiwick.sovereignty.catalogue;

/** What a caller can ask a model for. */
public enum Operation {
  CHAT,
  COMPLETIONS,
  EMBEDDINGS,
  RANKING
}
