package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One look-up, where all endpoints serve the one model that is asked for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecisionBenchmark {

  /** A hundred have one at each site of the small catalogue's; ten thousand many at each. */
  @Param({"10", "100", "10000"})
  public int endpoints;

  private EligibilityTable table =
      EligibilityTable.compile(
          new LargeCatalogue(1, 1).catalogue(),
          LargeCatalogue.CELL,
          LargeCatalogue.FROM,
          LargeCatalogue.UNTIL);

  private final Instant at = LargeCatalogue.FROM.plusSeconds(60);
  private final RequestDescriptor whole = request("personal");
  private final RequestDescriptor country = request("personal", "FR");
  private final RequestDescriptor group = request("personal", "EU");
  private final RequestDescriptor countries = request("personal", "FR", "DE");
  private final RequestDescriptor foreign = request("genome-1");

  @Setup
  public void compile() {
    table =
        EligibilityTable.compile(
            new LargeCatalogue(endpoints, 1).catalogue(),
            LargeCatalogue.CELL,
            LargeCatalogue.FROM,
            LargeCatalogue.UNTIL);
  }

  private static RequestDescriptor request(String dataClass, String... within) {
    return new RequestDescriptor("t99", "a99", dataClass, "m0", Operation.CHAT, List.of(within));
  }

  @Benchmark
  public Object whole() {
    return table.look(whole, at);
  }

  @Benchmark
  public Object withinCountry() {
    return table.look(country, at);
  }

  @Benchmark
  public Object withinGroup() {
    return table.look(group, at);
  }

  @Benchmark
  public Object withinTwoCountries() {
    return table.look(countries, at);
  }

  @Benchmark
  public Object denied() {
    return table.look(foreign, at);
  }
}
