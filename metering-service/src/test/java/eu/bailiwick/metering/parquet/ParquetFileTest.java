package eu.bailiwick.metering.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read back by a reader that shares nothing with the writer. */
class ParquetFileTest {

  private static final List<ParquetColumn> COLUMNS =
      List.of(
          new ParquetColumn("text", ParquetColumn.Type.TEXT),
          new ParquetColumn("number", ParquetColumn.Type.NUMBER),
          new ParquetColumn("flag", ParquetColumn.Type.FLAG),
          new ParquetColumn("time", ParquetColumn.Type.TIME));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 1_000, 10_000, 25_001})
  void whatIsWrittenIsReadBack(int rows) throws IOException {
    List<List<@Nullable Object>> written = rows(rows);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParquetFile file = new ParquetFile(out, COLUMNS)) {
      for (List<@Nullable Object> row : written) {
        file.add(row);
      }
    }

    assertThat(read(out.toByteArray())).isEqualTo(written);
  }

  private static List<List<@Nullable Object>> rows(int count) {
    Random random = new Random(count);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          Arrays.asList(
              random.nextInt(3) == 0 ? null : "é" + random.nextLong(),
              random.nextInt(5) == 0 ? null : random.nextLong(),
              (i > 500 && i < 900) ? null : random.nextBoolean(),
              random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt(), 123_456_000)));
    }
    return rows;
  }

  private static List<List<@Nullable Object>> read(byte[] file) throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
        RowReader row = reader.rowReader()) {
      while (row.hasNext()) {
        row.next();
        rows.add(
            Arrays.asList(
                row.isNull("text") ? null : row.getString("text"),
                row.isNull("number") ? null : row.getLong("number"),
                row.isNull("flag") ? null : row.getBoolean("flag"),
                row.isNull("time") ? null : row.getTimestamp("time")));
      }
    }
    return rows;
  }
}
