package eu.bailiwick.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a workload's containers. */
final class Settings {

  /** Stands for a value that only the cluster knows: of a secret, or of the pod itself. */
  static final String ELSEWHERE = "elsewhere";

  private Settings() {}

  /** Names and values; of ConfigMaps that are not there, nothing. */
  static Map<String, String> of(Overlay overlay, Deployment deployment) {
    Map<String, String> settings = new TreeMap<>();
    for (Container container : deployment.getSpec().getTemplate().getSpec().getContainers()) {
      container.getEnvFrom().stream()
          .filter(from -> from.getConfigMapRef() != null)
          .map(from -> overlay.configMaps().get(from.getConfigMapRef().getName()))
          .forEach(data -> settings.putAll(data == null ? Map.of() : data));
      container.getEnv().forEach(variable -> settings.put(variable.getName(), value(variable)));
    }
    return settings;
  }

  private static String value(EnvVar variable) {
    return variable.getValue() == null ? ELSEWHERE : variable.getValue();
  }
}
