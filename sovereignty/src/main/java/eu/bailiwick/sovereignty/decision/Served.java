package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An endpoint, and the model whose version it serves. */
record Served(Endpoint endpoint, Model model) {

  /** Everything that is served, in order of the endpoints' ids. */
  static List<Served> of(Catalogue catalogue) {
    Map<String, Model> models =
        catalogue.models().stream()
            .collect(Collectors.toUnmodifiableMap(Model::id, Function.identity()));
    Map<String, Model> ofVersions =
        catalogue.versions().stream()
            .filter(version -> models.containsKey(version.model()))
            .collect(Collectors.toMap(ModelVersion::id, version -> models.get(version.model())));
    return catalogue.endpoints().stream()
        .sorted(Comparator.comparing(Endpoint::id))
        .flatMap(
            endpoint ->
                Stream.ofNullable(ofVersions.get(endpoint.version()))
                    .map(model -> new Served(endpoint, model)))
        .toList();
  }
}
