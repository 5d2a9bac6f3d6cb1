package eu.bailiwick.routing.usage;

import java.util.UUID;

/** What a recorder shows of itself; may be asked from any thread. */
public interface UsageStatus {

  /** Id of the current epoch. */
  UUID epoch();

  /** Whether a new request can be recorded now. */
  boolean accepts();

  /** Whether the broker is connected. */
  boolean connected();

  /** Events that the broker has not acknowledged, ends without a number included. */
  int waiting();

  /** Events that the broker has acknowledged since the start. */
  long acknowledged();

  /** Events that were refused at once since the start. */
  long refused();

  /** Epochs that were given up since the start. */
  long givenUp();

  /** Ends of attempts that no broker will ever get, since the start. */
  long lost();
}
