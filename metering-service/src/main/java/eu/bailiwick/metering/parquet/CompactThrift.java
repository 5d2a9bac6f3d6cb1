package eu.bailiwick.metering.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes structs in Thrift's compact protocol, in which Parquet keeps its metadata. */
final class CompactThrift {

  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int LONG_LIST = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int last;

  CompactThrift number(int field, int value) {
    header(field, I32);
    varint(zigzag(value));
    return this;
  }

  CompactThrift number(int field, long value) {
    header(field, I64);
    varint(zigzag(value));
    return this;
  }

  CompactThrift flag(int field, boolean value) {
    header(field, value ? TRUE : FALSE);
    return this;
  }

  CompactThrift text(int field, String value) {
    header(field, BINARY);
    return text(value);
  }

  /** Begins a struct as a field; {@link #end} ends it. */
  CompactThrift struct(int field) {
    header(field, STRUCT);
    return struct();
  }

  /** Begins a struct as an element of a list; {@link #end} ends it. */
  CompactThrift struct() {
    outer.push(last);
    last = 0;
    return this;
  }

  CompactThrift end() {
    out.write(0);
    last = outer.isEmpty() ? 0 : outer.pop();
    return this;
  }

  /** Begins a list of so many structs. */
  CompactThrift structs(int field, int size) {
    return list(field, STRUCT, size);
  }

  CompactThrift numbers(int field, int... values) {
    list(field, I32, values.length);
    for (int value : values) {
      varint(zigzag(value));
    }
    return this;
  }

  CompactThrift texts(int field, String... values) {
    list(field, BINARY, values.length);
    for (String value : values) {
      text(value);
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private CompactThrift list(int field, int type, int size) {
    header(field, LIST);
    if (size < LONG_LIST) {
      out.write(size << 4 | type);
    } else {
      out.write(LONG_LIST << 4 | type);
      varint(size);
    }
    return this;
  }

  private CompactThrift text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** Fields come in ascending order, no further than 15 apart. */
  private void header(int field, int type) {
    out.write((field - last) << 4 | type);
    last = field;
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
