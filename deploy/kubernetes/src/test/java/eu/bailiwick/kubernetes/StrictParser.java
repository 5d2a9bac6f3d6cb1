package eu.bailiwick.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads YAML as an API server with strict field validation does: unknown and doubled fields,
 * scalars of another type, and kinds that no manifest here has are refused.
 */
final class StrictParser {

  /** Says where a document is wrong. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Stream.of(
              ConfigMap.class,
              Deployment.class,
              Namespace.class,
              NetworkPolicy.class,
              PodDisruptionBudget.class,
              Service.class,
              ServiceAccount.class)
          .collect(Collectors.toUnmodifiableMap(HasMetadata::getKind, Function.identity()));

  private static final YAMLMapper YAML = mapper();

  private StrictParser() {}

  private static YAMLMapper mapper() {
    YAMLMapper mapper =
        YAMLMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();
    mapper.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    return mapper;
  }

  /** All documents of one manifest. */
  static List<HasMetadata> resources(String yaml) throws MalformedException {
    List<HasMetadata> resources = new ArrayList<>();
    for (JsonNode document : documents(yaml)) {
      resources.add(resource(document));
    }
    return resources;
  }

  private static List<JsonNode> documents(String yaml) throws MalformedException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      List<JsonNode> all = documents.readAll();
      if (all.isEmpty()) {
        throw new MalformedException("no document");
      }
      return all;
    } catch (IOException e) {
      throw new MalformedException(firstLine(e));
    }
  }

  private static HasMetadata resource(JsonNode document) throws MalformedException {
    String kind = document.path("kind").asText();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      throw new MalformedException("kind: \"" + kind + "\" is none of " + KINDS.keySet());
    }
    if (!HasMetadata.getApiVersion(type).equals(document.path("apiVersion").asText())) {
      throw new MalformedException(
          "apiVersion: " + kind + " is of " + HasMetadata.getApiVersion(type));
    }
    HasMetadata resource = bind(document, type);
    List<String> unknown = UnknownFields.of(resource);
    if (!unknown.isEmpty()) {
      throw new MalformedException("unknown field " + String.join(", ", unknown));
    }
    return resource;
  }

  /** The one document of a {@code kustomization.yaml}. */
  static Kustomization kustomization(String yaml) throws MalformedException {
    List<JsonNode> documents = documents(yaml);
    if (documents.size() > 1) {
      throw new MalformedException("more than one document");
    }
    return bind(documents.getFirst(), Kustomization.class);
  }

  private static <T> T bind(JsonNode document, Class<T> type) throws MalformedException {
    try {
      return YAML.treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw new MalformedException(firstLine(e));
    }
  }

  private static String firstLine(IOException e) {
    String where =
        e instanceof JsonMappingException mapping ? mapping.getPathReference() + ": " : "";
    return where + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
