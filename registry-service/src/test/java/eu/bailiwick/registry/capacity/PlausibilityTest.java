package eu.bailiwick.registry.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.capacity.CapacityClaim.Kind;
import eu.bailiwick.registry.capacity.Quantity.Bound;
import eu.bailiwick.registry.capacity.SiteCapacity.Comparison;
import eu.bailiwick.registry.capacity.SiteCapacity.Group;
import eu.bailiwick.registry.capacity.SiteCapacity.Verdict;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibilityTest {

  private static final CapacityClaim.Source SOURCE =
      new CapacityClaim.Source(null, "press", "an article", null);

  /** Two GPUs in a piece; each 1000 to 1100 TFLOPS dense in FP8, 50 in FP64, 500 to 600 W. */
  private static final Accelerator TWIN =
      new Accelerator(
          "twin",
          "vendor",
          "Twin",
          Unit.SUPERCHIP,
          said(2),
          null,
          List.of(
              said(new Peak(Precision.FP8, Sparsity.DENSE, range(2000, 2200))),
              said(new Peak(Precision.FP8, Sparsity.SPARSE, range(4000, 4400))),
              said(new Peak(Precision.FP64, Sparsity.DENSE, range(100, 100)))),
          said(range(1000, 1200)));

  private static final Accelerator UNKNOWN =
      new Accelerator("unknown", "vendor", "Unknown", null, null, null, List.of(), null);

  private static final Instant AT = Instant.parse("2026-11-25T00:00:00Z");

  private static final Accelerator EXPIRED =
      new Accelerator(
          "expired",
          "vendor",
          "Expired",
          Unit.GPU,
          said(1),
          null,
          List.of(
              new Fact<>(
                  new Peak(Precision.FP8, Sparsity.DENSE, range(1000, 1000)),
                  Grade.UNKNOWN,
                  "hearsay",
                  null,
                  null)),
          new Fact<>(range(500, 500), Grade.DECLARED, "old data sheet", null, AT));

  private final Plausibility plausibility = new Plausibility(List.of(TWIN, UNKNOWN, EXPIRED), AT);

  @Test
  void claimsStandSideBySideByKindAndAreNeverAddedUp() {
    CapacityClaim first = count("a", Kind.ANNOUNCED, 1000, Unit.GPU);
    CapacityClaim second = count("b", Kind.ANNOUNCED, 600, Unit.GPU);
    CapacityClaim installed = count("c", Kind.INSTALLED, 10, Unit.GPU);
    CapacityClaim elsewhere =
        new CapacityClaim(
            "d", "elsewhere", null, "twin", Kind.INSTALLED, null, SOURCE, null, null, List.of());
    CapacityClaim programme =
        new CapacityClaim(
            "e", null, "site", "twin", Kind.INSTALLED, null, SOURCE, null, null, List.of());

    SiteCapacity capacity =
        plausibility.of("site", List.of(installed, second, elsewhere, first, programme));

    assertThat(capacity.groups())
        .containsExactly(
            new Group(Kind.ANNOUNCED, List.of(first, second)),
            new Group(Kind.INSTALLED, List.of(installed)));
    assertThat(capacity.comparisons()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # EXAFLOPS for 1000 GPUs, so as many PFLOPS for each
          0.5,   FP8, DENSE,       IMPLAUSIBLE
          0.501, FP8, DENSE,       PLAUSIBLE
          1,     FP8, DENSE,       PLAUSIBLE
          1.21,  FP8, DENSE,       PLAUSIBLE
          1.22,  FP8, DENSE,       IMPLAUSIBLE
          1,     FP8, SPARSE,      IMPLAUSIBLE
          2,     FP8, SPARSE,      PLAUSIBLE
          2.5,   FP8, SPARSE,      IMPLAUSIBLE
          1,     FP8, UNSPECIFIED, PLAUSIBLE
          2,     FP8, UNSPECIFIED, PLAUSIBLE
          2.5,   FP8, UNSPECIFIED, IMPLAUSIBLE
          0.05,  FP8, UNSPECIFIED, IMPLAUSIBLE
          0.05,  FP64, DENSE,      PLAUSIBLE
          """)
  void operationsAreComparedWithThePeakOfTheirPrecisionAndSparsity(
      BigDecimal exaflops, Precision precision, Sparsity sparsity, Verdict verdict) {
    Comparison comparison =
        compared(
            compute(exaflops, precision, sparsity), count("n", Kind.ANNOUNCED, 1000, Unit.GPU));

    assertThat(comparison.verdict()).isEqualTo(verdict);
    assertThat(comparison.reference()).startsWith("Twin: " + precision + " ");
  }

  @Test
  void theArithmeticIsShownWithItsReasons() {
    Comparison comparison =
        compared(
            compute(new BigDecimal("2.0"), Precision.FP8, Sparsity.UNSPECIFIED),
            count("n", Kind.ANNOUNCED, 500, Unit.SUPERCHIP));

    assertThat(comparison)
        .isEqualTo(
            new Comparison(
                "claim",
                "n",
                "2 EXAFLOPS / 500 SUPERCHIP of 2 GPU = 2000 TFLOPS per GPU",
                "Twin: FP8 DENSE 1000 to 1100, FP8 SPARSE 2000 to 2200 TFLOPS per GPU",
                Verdict.PLAUSIBLE,
                List.of(
                    "FP8 DENSE: more than one GPU can do",
                    "FP8 SPARSE: what one GPU can do at most")));
  }

  @Test
  void operationsWithoutPrecisionMeanNothingButHintAtOne() {
    Comparison comparison =
        compared(
            compute(new BigDecimal("0.06"), Precision.UNSPECIFIED, Sparsity.UNSPECIFIED),
            count("n", Kind.ANNOUNCED, 1000, Unit.GPU));

    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(comparison.reference()).isNull();
    assertThat(comparison.because())
        .containsExactly(
            "no precision is stated, and without one operations a second mean nothing",
            "the figure is nearest to FP64 DENSE (50)");
  }

  @Test
  void aPrecisionWithoutReferenceValueIsNotComparable() {
    Comparison comparison =
        compared(
            compute(BigDecimal.ONE, Precision.FP4, Sparsity.DENSE),
            count("n", Kind.ANNOUNCED, 1000, Unit.GPU));

    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(comparison.because())
        .containsExactly(
            "no reference value of the counted accelerators is recorded for the precision");
  }

  @ParameterizedTest
  @CsvSource({
    "0.499, IMPLAUSIBLE, less than the accelerators alone draw by design",
    "0.5, PLAUSIBLE, enough for the accelerators; how much the rest of the site needs is not known",
    "9, PLAUSIBLE, enough for the accelerators; how much the rest of the site needs is not known"
  })
  void powerIsComparedWithWhatTheAcceleratorsDraw(
      BigDecimal megawatts, Verdict verdict, String because) {
    Comparison comparison =
        compared(power(megawatts), count("n", Kind.ANNOUNCED, 500, Unit.SUPERCHIP));

    assertThat(comparison.verdict()).isEqualTo(verdict);
    assertThat(comparison.because()).containsExactly(because);
    assertThat(comparison.reference()).isEqualTo("Twin: 500 to 600 W per GPU");
    assertThat(comparison.arithmetic()).startsWith(megawatts + " MEGAWATT / 500 SUPERCHIP of 2");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ANNOUNCED"})
  void kindsNeverMix(Kind kind) {
    assertNotComparable(
        power(BigDecimal.ONE),
        count("n", kind, 1000, Unit.GPU),
        "ANNOUNCED and " + kind + " capacity are different quantities");
  }

  @Test
  void aCountThatMayMeanAnythingIsNotComparable() {
    assertNotComparable(
        power(BigDecimal.ONE),
        count("n", Kind.ANNOUNCED, 1000, Unit.UNSPECIFIED),
        "the count does not say whether GPUs, superchips or systems are meant");
    assertNotComparable(
        power(BigDecimal.ONE),
        count("n", Kind.ANNOUNCED, 1000, Unit.RACK),
        "how many GPUs a counted piece has is not recorded");
  }

  @Test
  void aLimitIsNotComparable() {
    for (Bound bound : List.of(Bound.UP_TO, Bound.MORE_THAN)) {
      assertNotComparable(
          power(BigDecimal.ONE),
          claim(
              "n",
              "twin",
              Kind.ANNOUNCED,
              new Quantity(BigDecimal.TEN, bound, Unit.GPU, null, null),
              null),
          "a figure is only a limit, and so is what is computed from it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "expired"})
  void acceleratorsOfWhichNothingCountsAreNotComparable(String accelerator) {
    CapacityClaim count = tenOf(accelerator, null);
    assertNotComparable(
        power(BigDecimal.ONE),
        count,
        "what the counted accelerators draw by design is not recorded");
    assertNotComparable(
        compute(BigDecimal.ONE, Precision.FP8, Sparsity.DENSE),
        count,
        "no reference value of the counted accelerators is recorded for the precision");
  }

  @Test
  void differentAcceleratorsAreNotComparable() {
    CapacityClaim power =
        claim(
            "claim",
            "unknown",
            Kind.ANNOUNCED,
            new Quantity(BigDecimal.ONE, Bound.EXACTLY, Unit.MEGAWATT, null, null),
            null);
    assertNotComparable(power, tenOf("twin", null), "the claims are about different accelerators");
  }

  @Test
  void differentDatesAreRemarkedAndNoObstacle() {
    CapacityClaim later = tenOf("twin", "2026-03");

    Comparison comparison = compared(power(BigDecimal.ONE), later);

    assertThat(comparison.verdict()).isEqualTo(Verdict.PLAUSIBLE);
    assertThat(comparison.because())
        .last()
        .isEqualTo("the claims come from different sources or are of different dates");
  }

  @Test
  void everyCountIsComparedWithEveryPowerAndEveryCompute() {
    SiteCapacity capacity =
        plausibility.of(
            "site",
            List.of(
                count("n1", Kind.ANNOUNCED, 1, Unit.GPU),
                count("n2", Kind.INSTALLED, 1, Unit.GPU),
                claim("none", "twin", Kind.ANNOUNCED, null, null),
                power(BigDecimal.ONE)));

    assertThat(capacity.comparisons())
        .extracting(Comparison::count)
        .containsExactlyInAnyOrder("n1", "n2");
  }

  private static CapacityClaim tenOf(String accelerator, @Nullable String asOf) {
    return claim(
        "n",
        accelerator,
        Kind.ANNOUNCED,
        new Quantity(BigDecimal.TEN, Bound.EXACTLY, Unit.GPU, null, null),
        asOf);
  }

  private void assertNotComparable(CapacityClaim claim, CapacityClaim count, String because) {
    Comparison comparison = compared(claim, count);
    assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(comparison.because()).contains(because);
    assertThat(comparison.arithmetic()).contains(" = ");
  }

  private Comparison compared(CapacityClaim claim, CapacityClaim count) {
    List<Comparison> comparisons = plausibility.of("site", List.of(count, claim)).comparisons();
    assertThat(comparisons).hasSize(1);
    return comparisons.getFirst();
  }

  private static CapacityClaim compute(
      BigDecimal exaflops, Precision precision, Sparsity sparsity) {
    return claim(
        "claim",
        null,
        Kind.ANNOUNCED,
        new Quantity(exaflops, Bound.EXACTLY, Unit.EXAFLOPS, precision, sparsity),
        null);
  }

  private static CapacityClaim power(BigDecimal megawatts) {
    return claim(
        "claim",
        null,
        Kind.ANNOUNCED,
        new Quantity(megawatts, Bound.EXACTLY, Unit.MEGAWATT, null, null),
        null);
  }

  private static CapacityClaim count(String id, Kind kind, long pieces, Unit unit) {
    return claim(
        id,
        "twin",
        kind,
        new Quantity(BigDecimal.valueOf(pieces), Bound.EXACTLY, unit, null, null),
        null);
  }

  private static CapacityClaim claim(
      String id,
      @Nullable String accelerator,
      Kind kind,
      @Nullable Quantity quantity,
      @Nullable String asOf) {
    String note = accelerator == null && quantity == null ? "nothing" : null;
    return new CapacityClaim(
        id, "site", null, accelerator, kind, quantity, SOURCE, asOf, note, List.of());
  }

  private static Range range(long from, long to) {
    return new Range(BigDecimal.valueOf(from), BigDecimal.valueOf(to));
  }

  private static <T> Fact<T> said(T value) {
    return new Fact<>(value, Grade.DECLARED, "data sheet", null, null);
  }
}
