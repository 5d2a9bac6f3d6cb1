package eu.bailiwick.metering.storage;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The bytes of a usage event as they are kept: the first byte says how the others hold them. What
 * is unpacked is what was packed, to the bit. For any thread.
 *
 * <p>Events are short and alike, so they are compressed by Zstandard (RFC 8878) with a dictionary
 * of what every event repeats. A dictionary is never changed: a better one gets a first byte of its
 * own, and the old one stays to read what was written with it.
 */
public final class PackedValue {

  /** As they are. */
  private static final byte PLAIN = 1;

  /** A Zstandard frame, made with the first dictionary. */
  private static final byte FIRST_DICTIONARY = 2;

  private static final int LEVEL = 3;
  private static final int LONGEST_VALUE = 65_535;
  private static final byte[] DICTIONARY = dictionary("usage-event-1.dict");
  private static final ZstdDictCompress COMPRESSION = new ZstdDictCompress(DICTIONARY, LEVEL);
  private static final ZstdDictDecompress DECOMPRESSION = new ZstdDictDecompress(DICTIONARY);

  /** Those that nobody uses right now: making one costs more than packing an event. */
  private static final Queue<ZstdCompressCtx> COMPRESSORS = new ConcurrentLinkedQueue<>();

  private static final Queue<ZstdDecompressCtx> DECOMPRESSORS = new ConcurrentLinkedQueue<>();

  private PackedValue() {}

  private static byte[] dictionary(String name) {
    try (InputStream resource = PackedValue.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(resource, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs the exact bytes of an event. */
  public static byte[] pack(byte[] value) {
    if (value.length > LONGEST_VALUE) {
      return prefixed(PLAIN, value);
    }
    byte[] compressed = compressed(value);
    return compressed.length < value.length
        ? prefixed(FIRST_DICTIONARY, compressed)
        : prefixed(PLAIN, value);
  }

  private static byte[] compressed(byte[] value) {
    ZstdCompressCtx compressor = COMPRESSORS.poll();
    if (compressor == null) {
      compressor = new ZstdCompressCtx();
      compressor.loadDict(COMPRESSION).setMagicless(true).setDictID(false).setContentSize(true);
    }
    byte[] compressed = compressor.compress(value);
    COMPRESSORS.add(compressor);
    return compressed;
  }

  private static byte[] prefixed(byte format, byte[] content) {
    byte[] packed = new byte[content.length + 1];
    packed[0] = format;
    System.arraycopy(content, 0, packed, 1, content.length);
    return packed;
  }

  /**
   * The exact bytes of an event.
   *
   * @param packed the column {@code event.value}
   * @throws IllegalArgumentException if they are not what {@link #pack} made
   */
  public static byte[] unpack(byte[] packed) {
    if (packed.length == 0) {
      throw new IllegalArgumentException("nothing is packed");
    }
    byte[] content = Arrays.copyOfRange(packed, 1, packed.length);
    return switch (packed[0]) {
      case PLAIN -> content;
      case FIRST_DICTIONARY -> decompressed(content);
      default ->
          throw new IllegalArgumentException(
              "the value is packed in way " + packed[0] + ", which is not known");
    };
  }

  private static byte[] decompressed(byte[] frame) {
    long length = frame.length == 0 ? -1 : Zstd.getFrameContentSize(frame, 0, frame.length, true);
    if (length < 0 || length > LONGEST_VALUE) {
      throw new IllegalArgumentException("the packed value is damaged");
    }
    ZstdDecompressCtx decompressor = DECOMPRESSORS.poll();
    if (decompressor == null) {
      decompressor = new ZstdDecompressCtx();
      decompressor.setMagicless(true).loadDict(DECOMPRESSION);
    }
    try {
      return decompressor.decompress(frame, (int) length);
    } catch (ZstdException e) {
      throw new IllegalArgumentException("the packed value is damaged", e);
    } finally {
      DECOMPRESSORS.add(decompressor);
    }
  }
}
