package eu.bailiwick.routing.gateway;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random bytes of another generator, taken from it in large portions: the JDK's secure ones cost a
 * system call and a lock each time they are asked, which shows in a request that asks six times.
 * Every thread has a portion of its own, of which what is given out is wiped: safe on any.
 */
final class PortionedRandom implements RandomGenerator {

  private static final int PORTION_BYTES = 8 * 1024;

  private final ThreadLocal<Portion> portions;

  /**
   * @param source safe on any thread
   */
  PortionedRandom(RandomGenerator source) {
    this.portions = ThreadLocal.withInitial(() -> new Portion(source));
  }

  @Override
  public long nextLong() {
    byte[] bytes = new byte[Long.BYTES];
    nextBytes(bytes);
    long value = 0;
    for (byte b : bytes) {
      value = value << Byte.SIZE | (b & 0xFF);
    }
    return value;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    portions.get().give(bytes);
  }

  /** For one thread. */
  private static final class Portion {

    private final RandomGenerator source;
    private final byte[] bytes = new byte[PORTION_BYTES];
    private int given = PORTION_BYTES;

    Portion(RandomGenerator source) {
      this.source = source;
    }

    void give(byte[] wanted) {
      int filled = 0;
      while (filled < wanted.length) {
        if (given == PORTION_BYTES) {
          source.nextBytes(bytes);
          given = 0;
        }
        int count = Math.min(wanted.length - filled, PORTION_BYTES - given);
        System.arraycopy(bytes, given, wanted, filled, count);
        Arrays.fill(bytes, given, given + count, (byte) 0);
        given += count;
        filled += count;
      }
    }
  }
}
