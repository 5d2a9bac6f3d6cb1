package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PortionedRandomTest {

  private static final int SEED = 2;
  private static final int COUNT = 3 * 8 * 1024;

  /** Counts how often it is asked. */
  private static final class Counting implements RandomGenerator {
    private final Random random = new Random(SEED);
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      asked.incrementAndGet();
      random.nextBytes(bytes);
    }
  }

  private final Counting source = new Counting();
  private final PortionedRandom random = new PortionedRandom(source);

  @Test
  void partsOfAnySizeAreTheSourcesBytesEachGivenOnce() {
    byte[] expected = new byte[COUNT];
    new Random(SEED).nextBytes(expected);

    byte[] made = new byte[COUNT];
    for (int at = 0, size = 1; at < made.length; at += size, size = size % 97 + 1) {
      byte[] part = new byte[Math.min(size, made.length - at)];
      random.nextBytes(part);
      System.arraycopy(part, 0, made, at, part.length);
    }

    assertThat(made).isEqualTo(expected);
    assertThat(source.asked).hasValue(3);
  }

  @Test
  void aNumberIsTheNextEightBytes() {
    byte[] expected = new byte[8];
    new Random(SEED).nextBytes(expected);

    assertThat(random.nextLong()).isEqualTo(ByteBuffer.wrap(expected).getLong());
  }

  @Test
  void anotherThreadIsGivenOtherBytes() {
    byte[] mine = new byte[16];
    byte[] theirs = new byte[16];
    random.nextBytes(mine);
    CompletableFuture.runAsync(() -> random.nextBytes(theirs), Thread.ofPlatform()::start).join();

    assertThat(theirs).isNotEqualTo(mine);
    assertThat(source.asked).hasValue(2);
  }
}
