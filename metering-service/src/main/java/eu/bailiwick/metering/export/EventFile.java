package eu.bailiwick.metering.export;

import java.io.IOException;

/** A file that events are written to one by one; closing it writes its end. */
interface EventFile extends AutoCloseable {

  /**
   * Adds an event.
   *
   * @return whether the format can hold it
   */
  boolean add(ExportedEvent event) throws IOException;

  @Override
  void close() throws IOException;
}
