package eu.bailiwick.metering.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an export can be. */
enum ExportFormat {
  CSV("text/csv; charset=UTF-8", "csv", CsvFile::new),
  JSONL("application/x-ndjson", "jsonl", JsonLinesFile::new),
  PARQUET("application/vnd.apache.parquet", "parquet", ParquetEvents::new),
  OCSF("application/x-ndjson", "ocsf.jsonl", OcsfFile::new);

  private final String mediaType;
  private final String extension;

  @SuppressWarnings("ImmutableEnumChecker") // constructors
  private final Opening opening;

  ExportFormat(String mediaType, String extension, Opening opening) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.opening = opening;
  }

  private interface Opening {
    EventFile open(OutputStream out) throws IOException;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
  }

  static ExportFormat named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extension;
  }

  EventFile open(OutputStream out) throws IOException {
    return opening.open(out);
  }
}
