package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void arraysBeginWithTheChunkWhateverItsSize() {
    for (int size : new int[] {0, 1, 300, 16 * 1024, 16 * 1024 + 1, 1024 * 1024}) {
      byte[] bytes = new byte[size];
      Arrays.fill(bytes, (byte) (size % 100 + 1));

      byte[] seen = Scratch.of(Buffer.buffer(bytes));

      assertThat(Arrays.copyOf(seen, size)).isEqualTo(bytes);
    }
  }

  @Test
  void noThreadKeepsAnArrayForALargeChunk() {
    byte[] small = Scratch.of(Buffer.buffer("a"));
    byte[] large = Scratch.of(Buffer.buffer(new byte[1024 * 1024]));

    assertThat(Scratch.of(Buffer.buffer("b"))).isSameAs(small).isNotSameAs(large);
  }
}
