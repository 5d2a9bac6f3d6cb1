package eu.bailiwick.registry.search;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.KeyCustody;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Schemes;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Storage;
import eu.bailiwick.sovereignty.law.Country;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked about the items of a catalogue. */
final class Axes {

  private final Catalogue catalogue;
  private final Known known;

  Axes(Catalogue catalogue, Known known) {
    this.catalogue = catalogue;
    this.known = known;
  }

  List<Axis<Site>> ofSites() {
    return List.of(
        known.region("region", s -> List.of(s.country())),
        known.region("country", s -> List.of(s.country())),
        Axis.reference("operator", "entity", ids(catalogue.entities(), Entity::id), Site::operator),
        constants("status", Site.Status.values(), Site::status));
  }

  List<Axis<Model>> ofModels() {
    Set<String> licences =
        catalogue.models().stream()
            .flatMap(m -> known.word(m.licence(), l -> l).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return List.of(
        new Axis<>(
            "licence",
            m -> known.word(m.licence(), l -> l),
            Axis.UNKNOWN::equals,
            "recorded are " + Table.some(licences.stream()),
            true),
        known.axis("origin", false, m -> known.places(m.origin(), c -> c)),
        Axis.of(
            "operation",
            names(Operation.values()),
            m -> m.operations().stream().map(Operation::name).toList()),
        Axis.<Model>reference(
                "publisher",
                "entity",
                Stream.concat(
                        catalogue.entities().stream().map(Entity::id), Stream.of(Axis.UNKNOWN))
                    .collect(Collectors.toSet()),
                m -> Objects.requireNonNullElse(m.publisher(), Axis.UNKNOWN))
            .withFacet());
  }

  List<Axis<ModelVersion>> ofVersions() {
    return List.of(
        Axis.reference("model", "model", ids(catalogue.models(), Model::id), ModelVersion::model));
  }

  List<Axis<Placed>> ofEndpoints() {
    return List.of(
        new Axis<>(
            "region",
            this::regions,
            known.areas()::knows,
            "a country code or one of " + known.areas().groupNames() + " is needed",
            true),
        Axis.<Placed>reference("site", "site", ids(catalogue.sites(), Site::id), p -> p.site().id())
            .withFacet(),
        Axis.reference(
            "version",
            "version",
            ids(catalogue.versions(), ModelVersion::id),
            p -> p.version().id()),
        Axis.reference(
            "model", "model", ids(catalogue.models(), Model::id), p -> p.version().model()),
        constants("state", Endpoint.State.values(), p -> p.endpoint().state()),
        known.axis(
            "processing", false, p -> known.places(p.endpoint().facts().processing(), c -> c)),
        known.axis(
            "storage", true, p -> known.places(p.endpoint().facts().storage(), Axes::countries)),
        known.axis("telemetry", true, p -> known.places(p.endpoint().facts().telemetry(), c -> c)),
        known.axis(
            "humanAccess", true, p -> known.places(p.endpoint().facts().humanAccess(), c -> c)),
        Axis.of(
            "keyCustody",
            with(names(KeyCustody.Kind.values()), Axis.UNKNOWN),
            p -> known.word(p.endpoint().facts().keyCustody(), k -> k.kind().name())),
        certification());
  }

  /** An endpoint lies where its site stands and where it may process. */
  private Collection<String> regions(Placed placed) {
    Optional<Set<Country>> processing = known.value(placed.endpoint().facts().processing());
    return processing.isEmpty()
        ? List.of()
        : known
            .areas()
            .around(
                Stream.concat(Stream.of(placed.site().country()), processing.get().stream())
                    .collect(Collectors.toSet()));
  }

  private Axis<Placed> certification() {
    return new Axis<>(
        "certification",
        p -> {
          List<String> schemes =
              p.endpoint().facts().certifications().stream()
                  .flatMap(certificate -> known.value(certificate).stream())
                  .map(certification -> certification.scheme())
                  .distinct()
                  .toList();
          return schemes.isEmpty() ? List.of(Axis.UNKNOWN) : schemes;
        },
        value -> Schemes.NAMES.contains(value) || value.equals(Axis.UNKNOWN),
        "unknown, a scheme that is recorded or one of " + Schemes.NAMES + " is needed",
        true);
  }

  private static Collection<Country> countries(List<Storage> kept) {
    return kept.stream().flatMap(s -> s.countries().stream()).collect(Collectors.toSet());
  }

  private static <T, E extends Enum<E>> Axis<T> constants(
      String name, E[] all, Function<T, E> value) {
    return Axis.of(name, names(all), item -> List.of(value.apply(item).name()));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static List<String> with(List<String> names, String more) {
    return Stream.concat(names.stream(), Stream.of(more)).toList();
  }

  private static <T> Set<String> ids(List<T> items, Function<T, String> id) {
    return items.stream().map(id).collect(Collectors.toUnmodifiableSet());
  }
}
