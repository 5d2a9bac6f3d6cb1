package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.law.Law;
import java.time.Duration;
import java.time.Instant;
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

/**
 * What it costs to know the flips of a change, five years ahead, in one cell with a hundred
 * applications and policies: compiling the side before, and comparing a side after with it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class FlipsBenchmark {

  private static final Instant UNTIL = LargeCatalogue.FROM.plus(Duration.ofDays(1826));

  @Param({"100", "1000", "10000"})
  int endpoints;

  private Catalogue before = Catalogue.empty(Law.shipped());
  private Catalogue after = before;
  private Baseline baseline = Baseline.of(before, LargeCatalogue.FROM, UNTIL);

  @Setup
  public void catalogues() {
    before = new LargeCatalogue(endpoints, 50).catalogue();
    after = withoutLastPolicy(before);
    baseline = Baseline.of(before, LargeCatalogue.FROM, UNTIL);
  }

  @Benchmark
  public Object sideBefore() {
    return Baseline.of(before, LargeCatalogue.FROM, UNTIL);
  }

  @Benchmark
  public Object changeOfNothing() {
    return baseline.flips(before, LargeCatalogue.FROM);
  }

  @Benchmark
  public Object changeOfAPolicy() {
    return baseline.flips(after, LargeCatalogue.FROM);
  }

  private static Catalogue withoutLastPolicy(Catalogue c) {
    return new Catalogue(
        c.law(),
        c.entities(),
        c.sites(),
        c.cells(),
        c.models(),
        c.versions(),
        c.endpoints(),
        c.dataClasses(),
        c.tenants(),
        c.applications(),
        c.keys(),
        c.policies().subList(0, c.policies().size() - 1),
        c.lifecycles(),
        c.approvals(),
        c.revocations());
  }
}
