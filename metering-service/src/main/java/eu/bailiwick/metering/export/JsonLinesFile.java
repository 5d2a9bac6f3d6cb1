package eu.bailiwick.metering.export;

import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.io.OutputStream;

/** The exact bytes of each event that has them still, each ended by a line feed. */
final class JsonLinesFile implements EventFile {

  private final OutputStream out;

  JsonLinesFile(OutputStream out) {
    this.out = out;
  }

  @Override
  public boolean add(ExportedEvent event) throws IOException {
    Bytes bytes = event.bytes();
    if (bytes == null) {
      return false;
    }
    out.write(bytes.content());
    out.write('\n');
    return true;
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
