package eu.bailiwick.metering.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that is written to a stream, front to back. Keeps one row group in memory, and a
 * few bytes for each that is written. Closing writes the end of the file, without which it is none,
 * and leaves the stream open.
 */
public final class ParquetFile implements AutoCloseable {

  private static final int ROWS_IN_GROUP = 10_000;
  private static final String WRITER = "bailiwick";

  private final OutputStream out;
  private final List<ParquetColumn> columns;
  private final List<RowGroup> groups = new ArrayList<>();
  private List<ColumnPage> pages;
  private long position;
  private long rows;

  /** Begins a file. */
  public ParquetFile(OutputStream out, List<ParquetColumn> columns) throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.pages = newPages();
    write(Format.magic());
  }

  private record Chunk(long offset, long plainSize, long size) {}

  private record RowGroup(int rows, List<Chunk> chunks) {
    long plainSize() {
      return chunks.stream().mapToLong(Chunk::plainSize).sum();
    }
  }

  /**
   * Adds a row.
   *
   * @param values one for each column, of the column's type or null
   */
  public void add(List<? extends @Nullable Object> values) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      pages.get(i).add(values.get(i));
    }
    rows++;
    if (pages.getFirst().rows() == ROWS_IN_GROUP) {
      endGroup();
    }
  }

  @Override
  public void close() throws IOException {
    if (pages.getFirst().rows() > 0) {
      endGroup();
    }
    byte[] footer = footer();
    write(footer);
    write(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(footer.length)
            .array());
    write(Format.magic());
    out.flush();
  }

  private List<ColumnPage> newPages() {
    return columns.stream()
        .map(column -> new ColumnPage(column.type()))
        .collect(Collectors.toList());
  }

  private void endGroup() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (ColumnPage page : pages) {
      ColumnPage.Written written = page.write();
      chunks.add(new Chunk(position, written.plainSize(), written.bytes().length()));
      write(written.bytes().content());
    }
    groups.add(new RowGroup(pages.getFirst().rows(), chunks));
    pages = newPages();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  private byte[] footer() {
    CompactThrift footer = new CompactThrift().number(1, Format.VERSION);
    footer.structs(2, columns.size() + 1);
    footer.struct().text(4, "schema").number(5, columns.size()).end();
    columns.forEach(column -> schema(footer, column));
    footer.number(3, rows).structs(4, groups.size());
    groups.forEach(group -> rowGroup(footer, group));
    return footer.text(6, WRITER).end().bytes();
  }

  private static void schema(CompactThrift footer, ParquetColumn column) {
    footer
        .struct()
        .number(1, column.type().physical())
        .number(3, Format.OPTIONAL)
        .text(4, column.name());
    switch (column.type()) {
      case TEXT -> footer.number(6, Format.UTF8).struct(10).struct(1).end().end();
      case TIME ->
          footer
              .number(6, Format.TIMESTAMP_MICROS)
              .struct(10)
              .struct(8)
              .flag(1, true)
              .struct(2)
              .struct(2)
              .end()
              .end()
              .end()
              .end();
      case NUMBER, FLAG -> {}
    }
    footer.end();
  }

  private void rowGroup(CompactThrift footer, RowGroup group) {
    footer.struct().structs(1, columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Chunk chunk = group.chunks().get(i);
      footer
          .struct()
          .number(2, chunk.offset())
          .struct(3)
          .number(1, columns.get(i).type().physical())
          .numbers(2, Format.PLAIN, Format.RLE)
          .texts(3, columns.get(i).name())
          .number(4, Format.GZIP)
          .number(5, (long) group.rows())
          .number(6, chunk.plainSize())
          .number(7, chunk.size())
          .number(9, chunk.offset())
          .end()
          .end();
    }
    footer.number(2, group.plainSize()).number(3, (long) group.rows()).end();
  }
}
