package eu.bailiwick.registry.search;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.evidence.Fact;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instants at which answers about a catalogue may change although the catalogue does not. */
final class Turns {

  private Turns() {}

  /** When the law changes, and when facts and approvals begin and cease to count. */
  static NavigableSet<Instant> of(Catalogue catalogue) {
    NavigableSet<Instant> turns = catalogue.law().changes();
    Stream.of(
            catalogue.entities().stream().flatMap(e -> of(e.subjectTo(), e.controllers())),
            catalogue.models().stream().flatMap(m -> of(m.licence(), m.origin())),
            catalogue.endpoints().stream().flatMap(e -> facts(e.facts())))
        .flatMap(facts -> facts)
        .flatMap(fact -> Stream.of(fact.validFrom(), fact.validTo()).filter(Objects::nonNull))
        .forEach(turns::add);
    for (Approval approval : catalogue.approvals()) {
      turns.add(approval.validFrom());
      turns.add(approval.validUntil());
    }
    return turns;
  }

  private static Stream<Fact<?>> facts(Facts facts) {
    return Stream.concat(
        of(
            facts.processing(),
            facts.storage(),
            facts.telemetry(),
            facts.humanAccess(),
            facts.keyCustody(),
            facts.chain()),
        facts.certifications().stream());
  }

  private static Stream<Fact<?>> of(@Nullable Fact<?>... facts) {
    return Stream.of(facts).filter(Objects::nonNull);
  }
}
