package eu.bailiwick.registry.search;

import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a catalogue holds, for a time in which neither law nor the validity of a fact changes. Lists
 * are in order of id. All questions are refused with 400 if a value makes no sense.
 */
public final class Directory {

  private static final String REGION = "region";

  private final Instant from;
  private final Table<Site> sites;
  private final Table<Model> models;
  private final Table<ModelVersion> versions;
  private final Table<Placed> endpoints;
  private final Lawful lawful;

  Directory(Catalogue catalogue, Instant from, Instant until) {
    this.from = from;
    Axes axes = new Axes(catalogue, new Known(from, new Areas(catalogue.law(), from)));
    this.sites = new Table<>(catalogue.sites(), axes.ofSites());
    this.models = new Table<>(catalogue.models(), axes.ofModels());
    this.versions = new Table<>(catalogue.versions(), axes.ofVersions());
    this.endpoints = new Table<>(placed(catalogue), axes.ofEndpoints());
    this.lawful = new Lawful(catalogue, from, until);
  }

  Instant from() {
    return from;
  }

  /**
   * Sites by {@code region}, {@code country}, {@code operator}, {@code status}.
   *
   * @throws RefusedException see above
   */
  public List<Site> sites(Question question) {
    return sites.at(sites.matching(question));
  }

  /** Endpoints by what is recorded about them, and by what is lawful. */
  public List<Endpoint> endpoints(Question question) {
    return endpoints.at(matchingEndpoints(question)).stream().map(Placed::endpoint).toList();
  }

  /** Versions by {@code model}; and those of which one endpoint meets all other filters. */
  public List<ModelVersion> versions(Question question) {
    BitSet matching = versions.matching(question);
    return keep(versions, matching, question, ModelVersion::id, p -> p.version().id());
  }

  /** Models by what is recorded about them; and those of which one endpoint meets all the rest. */
  public List<Model> models(Question question) {
    BitSet matching = models.matching(question);
    return keep(models, matching, question, Model::id, p -> p.version().model());
  }

  /** How many endpoints there are of each value. */
  public Facets endpointFacets(Question question) {
    BitSet matching = matchingEndpoints(question);
    return new Facets(
        matching.cardinality(),
        counted(endpoints).map(a -> facet(endpoints, a, matching)).toList());
  }

  /** How many models there are of each value. */
  public Facets modelFacets(Question question) {
    return modelFacets(question, models(question).stream());
  }

  /**
   * How many models there are of each value.
   *
   * @param among ids of the models that count
   */
  public Facets modelFacets(Question question, Set<String> among) {
    return modelFacets(
        question, models(question).stream().filter(model -> among.contains(model.id())));
  }

  private Facets modelFacets(Question question, Stream<Model> selected) {
    Set<String> ids = selected.map(Model::id).collect(Collectors.toSet());
    BitSet matching = positions(models, m -> ids.contains(m.id()));
    List<Facet> facets = new ArrayList<>();
    counted(models).forEach(axis -> facets.add(facet(models, axis, matching)));
    facets.add(regions(question, ids));
    facets.sort(Comparator.comparing(Facet::name));
    return new Facets(ids.size(), facets);
  }

  /** A model lies in a region if one of its endpoints does that meets the question. */
  private Facet regions(Question question, Set<String> ids) {
    BitSet matching = matchingEndpoints(ofEndpoints(question));
    Axis<Placed> region =
        endpoints.axes().stream().filter(a -> a.name().equals(REGION)).findFirst().orElseThrow();
    List<Facet.Count> counts = new ArrayList<>();
    endpoints
        .index(region)
        .forEach(
            (value, having) -> {
              BitSet both = (BitSet) having.clone();
              both.and(matching);
              Set<String> found =
                  endpoints.at(both).stream()
                      .map(p -> p.version().model())
                      .collect(Collectors.toSet());
              found.retainAll(ids);
              add(counts, value, found.size());
            });
    return sorted(REGION, counts);
  }

  private BitSet matchingEndpoints(Question question) {
    BitSet matching = endpoints.matching(question);
    if (Lawful.isAsked(question)) {
      Set<String> permitted = lawful.endpoints(question);
      matching.and(positions(endpoints, p -> permitted.contains(p.endpoint().id())));
    }
    return matching;
  }

  private <T> List<T> keep(
      Table<T> table,
      BitSet matching,
      Question question,
      Function<T, String> id,
      Function<Placed, String> served) {
    Question rest = ofEndpoints(question);
    if (rest.filters().isEmpty()) {
      return table.at(matching);
    }
    Set<String> having = new HashSet<>();
    endpoints.at(matchingEndpoints(rest)).forEach(placed -> having.add(served.apply(placed)));
    return table.at(matching).stream().filter(item -> having.contains(id.apply(item))).toList();
  }

  /** The part of a question that is about endpoints, whatever it is that is looked for. */
  private static Question ofEndpoints(Question question) {
    return Question.of(
        question.filters().entrySet().stream()
            .filter(e -> e.getKey().equals(REGION) || Lawful.NAMES.contains(e.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static <T> Stream<Axis<T>> counted(Table<T> table) {
    return table.axes().stream().filter(Axis::counted);
  }

  private static <T> Facet facet(Table<T> table, Axis<T> axis, BitSet matching) {
    List<Facet.Count> counts = new ArrayList<>();
    table
        .index(axis)
        .forEach(
            (value, having) -> {
              BitSet both = (BitSet) having.clone();
              both.and(matching);
              add(counts, value, both.cardinality());
            });
    return sorted(axis.name(), counts);
  }

  private static void add(Collection<Facet.Count> counts, String value, int count) {
    if (count > 0) {
      counts.add(new Facet.Count(value, count));
    }
  }

  private static Facet sorted(String name, List<Facet.Count> counts) {
    counts.sort(
        Comparator.comparing(Facet.Count::count).reversed().thenComparing(Facet.Count::value));
    return new Facet(name, counts);
  }

  private static <T> BitSet positions(Table<T> table, Function<T, Boolean> test) {
    BitSet positions = new BitSet(table.items().size());
    for (int i = 0; i < table.items().size(); i++) {
      positions.set(i, test.apply(table.items().get(i)));
    }
    return positions;
  }

  private static List<Placed> placed(Catalogue catalogue) {
    Map<String, Site> sites =
        catalogue.sites().stream().collect(Collectors.toMap(Site::id, Function.identity()));
    Map<String, ModelVersion> versions =
        catalogue.versions().stream()
            .collect(Collectors.toMap(ModelVersion::id, Function.identity()));
    return catalogue.endpoints().stream()
        .map(
            e ->
                new Placed(
                    e,
                    Objects.requireNonNull(sites.get(e.site())),
                    Objects.requireNonNull(versions.get(e.version()))))
        .toList();
  }
}
