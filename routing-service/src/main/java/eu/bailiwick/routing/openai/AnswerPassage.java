package eu.bailiwick.routing.openai;

import eu.bailiwick.routing.upstream.Passage;
import java.util.Optional;

/** A passage that reads the answer's token usage on its way. */
public sealed interface AnswerPassage extends Passage permits JsonPassage, StreamPassage {

  /** The last usage that was an object; empty if none came. */
  Optional<Tokens> tokens();
}
