package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final Leases TWO =
      new Leases(List.of(new Leases.Lease("a", 3, 1000), new Leases.Lease("b", 4, 2000)));

  @Test
  void aNewRowHasNone() {
    assertThat(Leases.read(new byte[0]).all()).isEmpty();
  }

  @Test
  void areReadAsTheyAreWritten() {
    assertThat(Leases.read(TWO.bytes())).isEqualTo(TWO);
    assertThat(new String(TWO.bytes(), StandardCharsets.US_ASCII))
        .isEqualTo("a 3 1000\nb 4 2000\n");
  }

  @Test
  void countOnlyUntilTheyRunOut() {
    assertThat(TWO.besides("c", 999)).isEqualTo(7);
    assertThat(TWO.besides("c", 1000)).isEqualTo(4);
    assertThat(TWO.besides("b", 999)).isEqualTo(3);
  }

  @Test
  void aRouterSaysSomethingElseAndWhatHasRunOutIsDropped() {
    Leases.Lease own = new Leases.Lease("b", 5, 3000);
    assertThat(TWO.with(own, 999).all()).containsExactly(TWO.all().getFirst(), own);
    assertThat(TWO.with(own, 1000).all()).containsExactly(own);
    assertThat(TWO.with(new Leases.Lease("b", 0, 3000), 1000).all()).isEmpty();
  }

  @Test
  void whatIsNoneIsLeftOut() {
    byte[] row = "a 1\na b c\n\nb 4 2000\nc 9 9 9\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(Leases.read(row).all()).containsExactly(new Leases.Lease("b", 4, 2000));
  }
}
