package eu.bailiwick.metering.storage;

import com.github.luben.zstd.ZstdDictTrainer;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes a dictionary for {@link PackedValue} from made-up traffic of many cells and the examples of
 * the contract. Its argument is the file to write. A dictionary that was once in use is never made
 * anew under its name.
 */
final class DictionaryTraining {

  private static final int BYTES = 8 << 10;
  private static final int SEEDS = 400;
  private static final int REQUESTS = 12;
  private static final int SAMPLE_BYTES = 16 << 20;

  private DictionaryTraining() {}

  public static void main(String[] arguments) throws Exception {
    ZstdDictTrainer trainer = new ZstdDictTrainer(SAMPLE_BYTES, BYTES);
    for (int seed = 0; seed < SEEDS; seed++) {
      Workload workload =
          new Workload(
              seed, 5, Instant.parse("2026-11-23T10:00:00Z"), Duration.ofMillis(3 + seed * 77L));
      for (int i = 0; i < REQUESTS; i++) {
        workload.request(made -> trainer.addSample(made.value().content()));
      }
      for (Path example : Contract.examples()) {
        String name = example.getFileName().toString().replace(".json", "");
        trainer.addSample(Contract.bytes(Contract.example(name)));
      }
    }
    Files.write(Path.of(arguments[0]), trainer.trainSamples());
  }
}
