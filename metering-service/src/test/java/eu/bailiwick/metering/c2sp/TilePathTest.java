package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "0/000, 0, 0, 256",
    "0/x001/x234/067, 0, 1234067, 256",
    "63/999, 63, 999, 256",
    "1/x001/000.p/1, 1, 1000, 1",
    "entries/x012/345.p/255, -1, 12345, 255",
    "entries/x001/x000/x000/x000/x000/000, -1, 1000000000000000, 256",
  })
  void pathsAreReadAndWritten(String path, int level, long index, int width) {
    assertThat(TilePath.parse(path)).isEqualTo(new TilePath(level, index, width));
    assertThat(new TilePath(level, index, width)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0/0",
        "0/0000",
        "00/000",
        "64/000",
        "-1/000",
        "0/x000/000",
        "0/001/000",
        "0/x001/x000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/01",
        "0/000.p/",
        "0/000/",
        "/0/000",
        "entry/000",
        "0/x001/x001/x001/x001/x001/x001/001",
      })
  void whatIsNoPathIsRefused(String path) {
    assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(MalformedException.class);
  }

  @Test
  void treeHasTheTilesOfItsSizeAndOfSmallerOnes() {
    // The example of the specification.
    assertThat(new TilePath(0, 272, 256).isWithin(70_000)).isTrue();
    assertThat(new TilePath(0, 273, 112).isWithin(70_000)).isTrue();
    assertThat(new TilePath(1, 0, 256).isWithin(70_000)).isTrue();
    assertThat(new TilePath(1, 1, 17).isWithin(70_000)).isTrue();
    assertThat(new TilePath(2, 0, 1).isWithin(70_000)).isTrue();
    assertThat(new TilePath(TilePath.ENTRIES, 273, 112).isWithin(70_000)).isTrue();
    assertThat(new TilePath(0, 273, 111).isWithin(70_000)).isTrue();
    assertThat(new TilePath(0, 272, 255).isWithin(70_000)).isTrue();
    assertThat(new TilePath(0, 273, 256).isWithin(70_000)).isFalse();
    assertThat(new TilePath(0, 273, 113).isWithin(70_000)).isFalse();
    assertThat(new TilePath(0, 274, 1).isWithin(70_000)).isFalse();
    assertThat(new TilePath(3, 0, 1).isWithin(70_000)).isFalse();
    assertThat(new TilePath(63, 0, 1).isWithin(Long.MAX_VALUE)).isFalse();
    assertThat(new TilePath(0, 0, 256).isWithin(256)).isTrue();
    assertThat(new TilePath(1, 0, 1).isWithin(256)).isTrue();
    assertThat(new TilePath(0, 0, 1).isWithin(0)).isFalse();
  }

  @Test
  void bundleHoldsEntriesBehindTheirLengths() {
    Bytes large = new Bytes(new byte[EntryBundle.MAX_ENTRY_BYTES]);
    List<Bytes> entries =
        List.of(new Bytes("a".getBytes(StandardCharsets.UTF_8)), new Bytes(new byte[0]), large);
    byte[] bundle = EntryBundle.encode(entries);

    assertThat(bundle).startsWith(0, 1, 'a', 0, 0, 0xff, 0xff);
    assertThat(EntryBundle.decode(bundle)).isEqualTo(entries);
    assertThatThrownBy(
            () -> EntryBundle.encode(List.of(new Bytes(new byte[EntryBundle.MAX_ENTRY_BYTES + 1]))))
        .isInstanceOf(MalformedException.class);
    assertThat(IntStream.of(1, 2, 4, 6, bundle.length - 1))
        .allSatisfy(
            length ->
                assertThatThrownBy(() -> EntryBundle.decode(Arrays.copyOf(bundle, length)))
                    .isInstanceOf(MalformedException.class));
  }
}
