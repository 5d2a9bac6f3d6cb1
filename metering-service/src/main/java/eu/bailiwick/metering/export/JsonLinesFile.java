package eu.bailiwick.metering.export;

import java.io.IOException;
import java.io.OutputStream;

/** The exact bytes of each event, each ended by a line feed. */
final class JsonLinesFile implements EventFile {

  private final OutputStream out;

  JsonLinesFile(OutputStream out) {
    this.out = out;
  }

  @Override
  public boolean add(ExportedEvent event) throws IOException {
    out.write(event.bytes().content());
    out.write('\n');
    return true;
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
