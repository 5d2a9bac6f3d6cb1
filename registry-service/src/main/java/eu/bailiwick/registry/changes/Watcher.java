package eu.bailiwick.registry.changes;

import java.util.concurrent.CompletionStage;

/** The other end of a stream. */
interface Watcher {

  /**
   * One server-sent event.
   *
   * @param name its {@code event}
   * @param revision its {@code id}
   * @param data on one line
   */
  record Event(String name, long revision, String data) {}

  /** Sends an event; completes when the connection has taken it, exceptionally if it is gone. */
  CompletionStage<?> send(Event event);

  /** Whether it has left. */
  boolean isGone();

  /** Ends the stream in good order. */
  void end();

  /** Closes the connection, whatever was not taken yet. */
  void cut();
}
