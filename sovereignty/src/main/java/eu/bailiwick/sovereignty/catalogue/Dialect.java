package eu.bailiwick.sovereignty.catalogue;

import static eu.bailiwick.sovereignty.catalogue.Capability.CHAT;
import static eu.bailiwick.sovereignty.catalogue.Capability.COMPLETIONS;
import static eu.bailiwick.sovereignty.catalogue.Capability.EMBEDDINGS;
import static eu.bailiwick.sovereignty.catalogue.Capability.MESSAGES;
import static eu.bailiwick.sovereignty.catalogue.Capability.RANKING;
import static eu.bailiwick.sovereignty.catalogue.Capability.RESPONSES;
import static eu.bailiwick.sovereignty.catalogue.Capability.STREAM_USAGE;
import static eu.bailiwick.sovereignty.catalogue.Capability.STRICT_SCHEMA;
import static eu.bailiwick.sovereignty.catalogue.Capability.TOOLS;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kind of server behind an endpoint. It says what every server of the kind is known to do or
 * not to do; what depends on the release, the model or how it was started is unknown here, and is
 * to be said of the endpoint.
 */
public enum Dialect {
  /** NVIDIA NIM for language models, 1.x. */
  NIM_LLM_1(
      "/v1/health/ready",
      EnumSet.of(CHAT, COMPLETIONS, STREAM_USAGE),
      EnumSet.of(EMBEDDINGS, RANKING, MESSAGES)),
  /** NVIDIA NIM for language models, 2.x: a proxy before vLLM or SGLang. */
  NIM_LLM_2(
      "/v1/health/ready",
      EnumSet.of(CHAT, COMPLETIONS, RESPONSES, MESSAGES, STREAM_USAGE),
      EnumSet.of(RANKING, STRICT_SCHEMA)),
  /** NVIDIA NIM for embeddings or ranking. */
  NIM_RETRIEVER(
      "/v1/health/ready",
      EnumSet.of(EMBEDDINGS),
      EnumSet.of(CHAT, COMPLETIONS, RESPONSES, MESSAGES)),
  VLLM("/health", EnumSet.of(CHAT, RESPONSES, STREAM_USAGE), EnumSet.of(STRICT_SCHEMA)),
  SGLANG("/health", EnumSet.of(CHAT, STREAM_USAGE), EnumSet.of(STRICT_SCHEMA)),
  /** Hugging Face Text Generation Inference. */
  TGI("/health", EnumSet.of(CHAT, TOOLS, STREAM_USAGE), EnumSet.of(STRICT_SCHEMA)),
  LLAMA_CPP("/health", EnumSet.of(CHAT, STREAM_USAGE), EnumSet.noneOf(Capability.class)),
  OLLAMA(
      "/api/version", EnumSet.of(CHAT, RESPONSES, TOOLS, STREAM_USAGE), EnumSet.of(STRICT_SCHEMA)),
  /** The OpenAI frontend of NVIDIA Triton. */
  TRITON_OPENAI("/health/ready", EnumSet.of(CHAT, STREAM_USAGE), EnumSet.noneOf(Capability.class)),
  /** Any other server that speaks OpenAI's API, or one that nobody has named. */
  GENERIC(null, EnumSet.noneOf(Capability.class), EnumSet.noneOf(Capability.class));

  private final @Nullable String readyPath;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final Set<Capability> has;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final Set<Capability> lacks;

  Dialect(@Nullable String readyPath, Set<Capability> has, Set<Capability> lacks) {
    this.readyPath = readyPath;
    this.has = Set.copyOf(has);
    this.lacks = Set.copyOf(lacks);
  }

  /**
   * Path below an endpoint's base URL that answers 200 if it can serve; null if there is none that
   * all servers of the kind have.
   */
  public @Nullable String readyPath() {
    return readyPath;
  }

  /** Whether servers of this kind can do it. */
  public Support support(Capability capability) {
    if (has.contains(capability)) {
      return Support.YES;
    }
    return lacks.contains(capability) ? Support.NO : Support.UNKNOWN;
  }
}
