package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Compiling ten thousand endpoints, a hundred policies and five data classes, with certificate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(2)
public class CompileBenchmark {

  private static final Instant MIDNIGHT = Instant.parse("2031-12-28T00:00:00Z");

  private final Catalogue catalogue = new LargeCatalogue(10_000, 50).catalogue();

  @Benchmark
  public Object anHour() {
    return EligibilityTable.compile(
        catalogue, LargeCatalogue.CELL, LargeCatalogue.FROM, LargeCatalogue.UNTIL);
  }

  /** The law changes within the life, and with it, perhaps, every endpoint. */
  @Benchmark
  public Object anHourInWhichTheLawChanges() {
    return EligibilityTable.compile(
        catalogue, LargeCatalogue.CELL, MIDNIGHT.minusSeconds(1800), MIDNIGHT.plusSeconds(1800));
  }
}
