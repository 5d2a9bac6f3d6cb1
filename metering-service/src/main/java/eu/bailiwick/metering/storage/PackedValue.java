package eu.bailiwick.metering.storage;

import java.util.Arrays;

/**
 * The bytes of a usage event as they are kept: the first byte says how the others hold them. What
 * is unpacked is what was packed, to the bit.
 */
public final class PackedValue {

  private static final byte PLAIN = 1;

  private PackedValue() {}

  /** Packs the exact bytes of an event. */
  public static byte[] pack(byte[] value) {
    byte[] packed = new byte[value.length + 1];
    packed[0] = PLAIN;
    System.arraycopy(value, 0, packed, 1, value.length);
    return packed;
  }

  /**
   * The exact bytes of an event.
   *
   * @param packed the column {@code event.value}
   * @throws IllegalArgumentException if they are not what {@link #pack} made
   */
  public static byte[] unpack(byte[] packed) {
    if (packed.length == 0 || packed[0] != PLAIN) {
      throw new IllegalArgumentException("the value is packed in a way that is not known");
    }
    return Arrays.copyOfRange(packed, 1, packed.length);
  }
}
