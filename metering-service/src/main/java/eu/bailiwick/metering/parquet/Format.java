package eu.bailiwick.metering.parquet;

import java.nio.charset.StandardCharsets;

/** Numbers of the format, as parquet.thrift of Apache Parquet defines them. */
final class Format {

  static final int VERSION = 2;
  static final int DATA_PAGE = 0;
  static final int PLAIN = 0;
  static final int RLE = 3;
  static final int GZIP = 2;
  static final int OPTIONAL = 1;
  static final int UTF8 = 0;
  static final int TIMESTAMP_MICROS = 10;

  private Format() {}

  /** Stands at both ends of a file. */
  static byte[] magic() {
    return "PAR1".getBytes(StandardCharsets.US_ASCII);
  }
}
