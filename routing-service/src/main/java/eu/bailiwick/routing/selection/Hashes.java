package eu.bailiwick.routing.selection;

/** Mixes bits: the finaliser of SplitMix64, after which every bit depends on every other. */
final class Hashes {

  private Hashes() {}

  static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** An even number from 0 to {@code bound}, exclusive. */
  static int below(long mixed, int bound) {
    return (int) (((mixed >>> 32) * bound) >>> 32);
  }
}
