package eu.bailiwick.routing.upstream;

import io.vertx.core.buffer.Buffer;

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

  /** Whether what goes on is byte for byte what came, so that its length is known beforehand. */
  boolean unchanged();
}
