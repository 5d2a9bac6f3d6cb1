package eu.bailiwick.routing.gateway;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random bytes of cryptographic quality at the speed of AES: the key stream of AES-256 in counter
 * mode, of which every block brings the key of the next one and is forgotten as it is given out, so
 * that nobody can compute what came before. The JDK's own generators cost many times as much per
 * byte, which shows in a request that needs 80. Every thread has a stream of its own: safe on any.
 */
final class RandomStream implements RandomGenerator {

  private final ThreadLocal<Blocks> blocks;

  /**
   * @param seed of cryptographic quality, safe on any thread; asked for a key of every stream
   */
  RandomStream(RandomGenerator seed) {
    this.blocks = ThreadLocal.withInitial(() -> new Blocks(seed));
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
    blocks.get().give(bytes);
  }

  /** For one thread. */
  private static final class Blocks {

    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final byte[] NOTHING = new byte[BLOCK_BYTES];

    private final Cipher cipher;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int given = BLOCK_BYTES;

    Blocks(RandomGenerator seed) {
      try {
        this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      byte[] key = new byte[KEY_BYTES];
      seed.nextBytes(key);
      System.arraycopy(key, 0, block, 0, KEY_BYTES);
    }

    void give(byte[] bytes) {
      int filled = 0;
      while (filled < bytes.length) {
        if (given == BLOCK_BYTES) {
          refill();
        }
        int count = Math.min(bytes.length - filled, BLOCK_BYTES - given);
        System.arraycopy(block, given, bytes, filled, count);
        Arrays.fill(block, given, given + count, (byte) 0);
        given += count;
        filled += count;
      }
    }

    /** The block begins with the key of the next one. */
    private void refill() {
      try {
        cipher.init(
            Cipher.ENCRYPT_MODE,
            new SecretKeySpec(block, 0, KEY_BYTES, "AES"),
            new IvParameterSpec(NOTHING, 0, cipher.getBlockSize()));
        cipher.doFinal(NOTHING, 0, BLOCK_BYTES, block);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      given = KEY_BYTES;
    }
  }
}
