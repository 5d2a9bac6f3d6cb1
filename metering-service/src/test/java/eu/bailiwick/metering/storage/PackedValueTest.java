package eu.bailiwick.metering.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedValueTest {

  private static List<byte[]> events(long seed) {
    List<byte[]> events = new ArrayList<>();
    Workload workload =
        new Workload(seed, 20, Instant.parse("2026-11-23T10:00:00Z"), Duration.ofMillis(7));
    for (int i = 0; i < 500; i++) {
      workload.request(made -> events.add(made.value().content()));
    }
    Contract.examples()
        .forEach(
            path ->
                events.add(
                    Contract.bytes(
                        Contract.example(path.getFileName().toString().replace(".json", "")))));
    return events;
  }

  @Test
  void whatIsUnpackedIsWhatWasPackedAndLessThanHalfAsLong() {
    long length = 0;
    long packedLength = 0;
    for (byte[] event : events(4711)) {
      byte[] packed = PackedValue.pack(event);
      assertThat(PackedValue.unpack(packed)).isEqualTo(event);
      length += event.length;
      packedLength += packed.length;
    }
    assertThat(packedLength).isLessThan(length / 2);
  }

  @Test
  void anyBytesArePacked() {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int length : List.of(0, 1, 2, 31, 300, 65_535, 65_536, 100_000)) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      assertThat(PackedValue.unpack(PackedValue.pack(noise))).isEqualTo(noise);
      assertThat(PackedValue.unpack(PackedValue.pack(new byte[length]))).hasSize(length);
    }
  }

  /** Written by the first version: whatever comes later has to read it. */
  @Test
  void whatWasWrittenOnceIsReadForEver() {
    assertThat(PackedValue.unpack(HexFormat.of().parseHex("017b7d"))).asString().isEqualTo("{}");
    assertThat(
            PackedValue.unpack(
                HexFormat.of().parseHex("02203795000028656e64377d03fcae09221af50f2743a809")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"version\":1,\"cell\":\"eea\",\"type\":\"ended\",\"sequence\":17}");
  }

  @Test
  void manyThreadsPackAtOnce() throws ExecutionException, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<byte[]> events = events(i);
        done.add(
            threads.submit(
                () ->
                    events.forEach(
                        event ->
                            assertThat(PackedValue.unpack(PackedValue.pack(event)))
                                .isEqualTo(event))));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "037b7d", "02", "02ff", "0260ffffffff", "022005ffffff"})
  void whatWasNotPackedIsRefused(String hex) {
    assertThatThrownBy(() -> PackedValue.unpack(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
