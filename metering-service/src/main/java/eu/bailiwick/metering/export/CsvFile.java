package eu.bailiwick.metering.export;

import eu.bailiwick.metering.query.Csv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Comma-separated values with a line of headers. */
final class CsvFile implements EventFile {

  private final OutputStream out;

  CsvFile(OutputStream out) throws IOException {
    this.out = out;
    line(Csv.line(Arrays.stream(Column.values()).map(Column::header).toList()));
  }

  @Override
  public boolean add(ExportedEvent event) throws IOException {
    line(Csv.line(event.values()));
    return true;
  }

  private void line(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
