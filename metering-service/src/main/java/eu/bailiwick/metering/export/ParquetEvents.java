package eu.bailiwick.metering.export;

import eu.bailiwick.metering.parquet.ParquetFile;
import java.io.IOException;
import java.io.OutputStream;

/** A Parquet file with a column for each of ours. */
final class ParquetEvents implements EventFile {

  private final ParquetFile file;

  ParquetEvents(OutputStream out) throws IOException {
    file = new ParquetFile(out, Column.parquet());
  }

  @Override
  public boolean add(ExportedEvent event) throws IOException {
    file.add(event.values());
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
