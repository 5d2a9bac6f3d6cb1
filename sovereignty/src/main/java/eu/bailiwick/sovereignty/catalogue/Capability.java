package eu.bailiwick.sovereignty.catalogue;

/** What model servers differ in. */
public enum Capability {
  /** {@code POST /v1/chat/completions}. */
  CHAT,
  /** {@code POST /v1/completions}. */
  COMPLETIONS,
  /** {@code POST /v1/embeddings}. */
  EMBEDDINGS,
  /** {@code POST /v1/ranking}. */
  RANKING,
  /** {@code POST /v1/responses}. */
  RESPONSES,
  /** {@code POST /v1/messages}, as Anthropic shapes it. */
  MESSAGES,
  /** Calls of the caller's tools. */
  TOOLS,
  /** Images in messages. */
  VISION,
  /** Token counts in a stream, if {@code stream_options.include_usage} asks for them. */
  STREAM_USAGE,
  /** Requests with members that it does not know are refused. */
  STRICT_SCHEMA,
  /** Probabilities of tokens. */
  LOGPROBS
}
