package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static final int BLOCK_BYTES = 8 * 1024;

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void isTheKeyStreamOfItsSeed() throws Exception {
    byte[] key = bytes(new Random(1), 32);
    Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    byte[] stream = aes.doFinal(new byte[BLOCK_BYTES]);

    assertThat(bytes(new RandomStream(new Random(1)), BLOCK_BYTES - 32))
        .isEqualTo(Arrays.copyOfRange(stream, 32, BLOCK_BYTES));
  }

  @Test
  void partsOfAnySizeMakeTheSameStream() {
    RandomStream whole = new RandomStream(new Random(2));
    RandomStream parts = new RandomStream(new Random(2));
    byte[] expected = bytes(whole, 3 * BLOCK_BYTES);
    byte[] made = new byte[expected.length];
    for (int at = 0, size = 1; at < made.length; at += size, size = size % 97 + 1) {
      byte[] part = bytes(parts, Math.min(size, made.length - at));
      System.arraycopy(part, 0, made, at, part.length);
    }
    assertThat(made).isEqualTo(expected);
  }

  @Test
  void neverRepeatsItself() {
    RandomStream random = new RandomStream(new Random(3));
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(random.nextLong())).isTrue();
    }
  }

  @Test
  void hasAsManyOnesAsZeros() {
    BitSet bits = BitSet.valueOf(bytes(new RandomStream(new Random(4)), 100_000));
    assertThat(bits.cardinality()).isBetween(398_000, 402_000);
  }

  @Test
  void anotherSeedIsAnotherStream() {
    assertThat(bytes(new RandomStream(new Random(5)), 32))
        .isNotEqualTo(bytes(new RandomStream(new Random(6)), 32));
  }
}
