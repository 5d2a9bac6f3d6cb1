package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What an answer's body passes through on its way to the caller; used once, by one thread. */
public interface Passage {

  /**
   * Takes the next bytes.
   *
   * @return what may go on now; empty if nothing
   */
  Buffer pass(Buffer chunk);

  /**
   * The body ended in good order, as far as the transport can tell.
   *
   * @return what was still held back; empty if nothing
   */
  Buffer end();

  /** Whether the bytes so far form a whole answer; false makes a well-ended body a cut one. */
  boolean whole();

  /**
   * Whether the bytes so far show that the answer is broken, so that no more of it is taken: null
   * if not, {@code FAILED} if the upstream says so in them, {@code CUT} if they are malformed.
   */
  @Nullable Ending broken();

  /**
   * What tells the caller, in the place of the rest, that an answer of which some went on is
   * broken.
   *
   * @return empty if the format has no words for it
   */
  Buffer farewell(Ending how);
}
