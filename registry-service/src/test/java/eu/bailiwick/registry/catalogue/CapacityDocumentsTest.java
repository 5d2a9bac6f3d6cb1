package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in which one field is wrong are refused with the path of that field. */
class CapacityDocumentsTest {

  private static final String SOUND =
      """
      entities:
        - id: operator
          name: Operator
          controllers:
            value:
              - {by: owner, kind: CAPITAL, percent: 50}
              - {by: fund, kind: CAPITAL, percent: 50}
              - {by: fund, kind: VOTES, percent: 30}
            grade: DECLARED
            source: s
        - {id: owner, name: Owner}
        - {id: fund, name: Fund}
      sites:
        - id: place
          name: Place
          country: FR
          operator: operator
          status: ANNOUNCED
          certifications: [{value: {scheme: ISO27001}, grade: DECLARED, source: a brochure}]
          source: an article
          asOf: 2026-03
      accelerators:
        - id: quick
          vendor: owner
          name: Quick
          form: SUPERCHIP
          gpus: {value: 2, grade: DECLARED, source: s}
          memory: {value: {from: 180, to: 192}, grade: DECLARED, source: s}
          peaks:
            - {value: {precision: FP8, sparsity: DENSE, teraflops: {from: 10, to: 11}}, grade: DECLARED, source: s}
            - {value: {precision: FP8, sparsity: SPARSE, teraflops: {from: 20, to: 22}}, grade: DECLARED, source: s}
          power: {value: {from: 700, to: 700}, grade: DECLARED, source: s}
      capacityClaims:
        - id: compute
          site: place
          kind: ANNOUNCED
          quantity: {value: 0.5, bound: UP_TO, unit: EXAFLOPS, precision: FP4, sparsity: UNSPECIFIED}
          source: {claimant: operator, title: release, date: 2026-03}
          asOf: 2026-03-31
          contestedBy: [count]
        - id: count
          site: place
          accelerator: quick
          kind: INSTALLED
          quantity: {value: 100, unit: GPU}
          source: {publisher: gazette, title: article}
        - id: programme
          programme: everything
          kind: ANNOUNCED
          quantity: {value: 3, unit: MEGAWATT}
          source: {publisher: gazette, title: article}
      """;

  @Test
  void theDocumentIsSound() {
    assertThatCode(() -> check(SOUND)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # path                                     | instead of                  | this
          entities[0].controllers.value[1].percent   | fund, kind: CAPITAL, percent: 50 | fund, kind: CAPITAL, percent: 50.1
          entities[0].controllers.value[2].percent   | kind: VOTES, percent: 30    | kind: VOTES, percent: 100.5
          sites[0].asOf                              | asOf: 2026-03\\n            | asOf: 2026-13\\n
          sites[0].source                            | source: an article          | source: " "
          sites[0].certifications[0].value.scheme    | ISO27001                    | iso
          sites[0].certifications[0].validFrom       | source: a brochure          | source: a, validFrom: 2026-02-01T00:00:00Z, validTo: 2026-01-01T00:00:00Z
          accelerators[0].vendor                     | vendor: owner               | vendor: nobody
          accelerators[0].form                       | form: SUPERCHIP             | form: MEGAWATT
          accelerators[0].form                       | form: SUPERCHIP             | form: UNSPECIFIED
          accelerators[0].gpus                       | gpus: {value: 2,            | gpus: {value: 0,
          accelerators[0].gpus.value                 | gpus: {value: 2,            | gpus: {value: 2.5,
          accelerators[0].memory.value.to            | to: 192                     | to: 179
          accelerators[0].memory.value.from          | from: 180                   | from: 0
          accelerators[0].power.value.from           | from: 700                   | from: -700
          accelerators[0].peaks                      | sparsity: SPARSE            | sparsity: DENSE
          accelerators[0].peaks[1].value.sparsity    | sparsity: SPARSE            | sparsity: UNSPECIFIED
          accelerators[0].peaks[0].value.precision   | FP8, sparsity: DENSE        | INT4, sparsity: DENSE
          accelerators[0].peaks[0].value.precision   | FP8, sparsity: DENSE        | UNSPECIFIED, sparsity: DENSE
          accelerators[0].peaks[0].source            | DENSE, teraflops: {from: 10, to: 11}}, grade: DECLARED, source: s | DENSE, teraflops: {from: 10, to: 11}}, grade: DECLARED
          capacityClaims[0].site                     | site: place                 | site: nowhere
          capacityClaims[0].site                     | site: place                 | city: Nowhere
          capacityClaims[0].programme                | site: place                 | site: place\\n    programme: plan
          capacityClaims[0].source.claimant          | claimant: operator          | claimant: nobody
          capacityClaims[0].source.claimant          | claimant: operator, title   | title
          capacityClaims[0].source.title             | title: release, date        | date
          capacityClaims[0].source.date              | date: 2026-03               | date: March
          capacityClaims[0].asOf                     | asOf: 2026-03-31            | asOf: 2026-04-01
          capacityClaims[0].asOf                     | asOf: 2026-03-31            | asOf: "2027"
          capacityClaims[0].asOf                     | asOf: 2026-03-31            | asOf: 2026-02-30
          capacityClaims[0].quantity.value           | value: 0.5                  | value: 0
          capacityClaims[0].quantity.value           | value: 0.5                  | value: -0.5
          capacityClaims[0].quantity.unit            | unit: EXAFLOPS              | unit: FLOPS
          capacityClaims[0].quantity.precision       | precision: FP4              | precision: FP3
          capacityClaims[0].quantity.precision       | precision: FP4,             |
          capacityClaims[0].quantity.sparsity        | , sparsity: UNSPECIFIED     |
          capacityClaims[0].quantity.bound           | bound: UP_TO                | bound: NEARLY
          capacityClaims[0].kind                     | kind: ANNOUNCED\\n          | kind: RUMOURED\\n
          capacityClaims[0].contestedBy[0]           | [count]                     | [nothing]
          capacityClaims[0].contestedBy[0]           | [count]                     | [programme]
          capacityClaims[0].contestedBy              | [count]                     | [compute]
          capacityClaims[1].accelerator              | accelerator: quick          | accelerator: slow
          capacityClaims[1].quantity.value           | value: 100                  | value: 100.5
          capacityClaims[2].quantity.precision       | unit: MEGAWATT              | unit: MEGAWATT, precision: FP8
          capacityClaims[2].quantity                 | quantity: {value: 3, unit: MEGAWATT} | contestedBy: []
          """)
  void oneWrongFieldIsRefusedWithItsPath(String path, String from, @Nullable String to) {
    String wrong =
        SOUND.replaceFirst(
            Pattern.quote(from.replace("\\n", "\n")),
            Matcher.quoteReplacement(to == null ? "" : to.replace("\\n", "\n")));
    assertThat(wrong).isNotEqualTo(SOUND);

    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> check(wrong));

    assertThat(refused).isNotNull();
    assertThat(refused.violations()).extracting(Violation::path).contains(path);
  }

  private static void check(String yaml) {
    Reading reading =
        Reading.document(
            new DocumentParser(1 << 20)
                .parse(
                    new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), Format.YAML));
    Soundness.check(reading, CatalogueState.empty(), EuropeanSites.AT);
  }
}
