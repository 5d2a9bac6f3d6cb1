package eu.bailiwick.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings are ones that the service knows, can read and has all of; what they refer to is there.
 */
final class SettingsRules {

  /** Read by the Java machine itself. */
  private static final Set<String> OF_THE_MACHINE = Set.of("JAVA_TOOL_OPTIONS");

  private static final String FILES = "/etc/bailiwick/";

  private final Overlay overlay;
  private final Map<String, KnownSettings> services;
  private final String documentation;
  private final List<String> problems = new ArrayList<>();

  private SettingsRules(
      Overlay overlay, Map<String, KnownSettings> services, String documentation) {
    this.overlay = overlay;
    this.services = services;
    this.documentation = documentation;
  }

  /**
   * Everything that is wrong; empty if nothing is.
   *
   * @param services by name of the Deployment
   * @param documentation text in which every secret and key must be named
   */
  static List<String> check(
      Overlay overlay, Map<String, KnownSettings> services, String documentation) {
    SettingsRules rules = new SettingsRules(overlay, services, documentation);
    overlay.all(Deployment.class).forEach(rules::deployment);
    return List.copyOf(rules.problems);
  }

  private void deployment(Deployment deployment) {
    String name = deployment.getMetadata().getName();
    Map<String, String> settings = Settings.of(overlay, deployment);
    KnownSettings known = services.get(name);
    if (known == null) {
      problems.add(name + ": no service of this name");
      return;
    }
    settings.keySet().stream()
        .filter(setting -> !OF_THE_MACHINE.contains(setting) && !known.reads(setting))
        .forEach(setting -> problems.add(name + ": the service does not read " + setting));
    known.refusals(settings).forEach(refusal -> problems.add(name + ": " + refusal));
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    Set<String> files = new HashSet<>();
    pod.getVolumes().forEach(volume -> volume(name, volume));
    for (Container container : pod.getContainers()) {
      references(name, container);
      container.getVolumeMounts().forEach(mount -> files.addAll(files(mount, pod.getVolumes())));
    }
    settings.forEach((setting, value) -> mounted(name, setting, value, files));
  }

  private void references(String name, Container container) {
    container.getEnvFrom().stream()
        .filter(from -> from.getConfigMapRef() != null)
        .map(from -> from.getConfigMapRef().getName())
        .filter(map -> !overlay.configMaps().containsKey(map))
        .forEach(map -> problems.add(name + ": there is no ConfigMap " + map));
    for (EnvVar variable : container.getEnv()) {
      if (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null) {
        SecretKeySelector secret = variable.getValueFrom().getSecretKeyRef();
        documented(name, secret.getName(), secret.getKey());
      }
    }
  }

  private void volume(String name, Volume volume) {
    SecretVolumeSource secret = volume.getSecret();
    if (secret != null) {
      secret.getItems().forEach(item -> documented(name, secret.getSecretName(), item.getKey()));
    }
    ConfigMapVolumeSource configMap = volume.getConfigMap();
    if (configMap != null) {
      Map<String, String> data = overlay.configMaps().getOrDefault(configMap.getName(), Map.of());
      configMap.getItems().stream()
          .filter(item -> !data.containsKey(item.getKey()))
          .forEach(
              item ->
                  problems.add(
                      name + ": ConfigMap " + configMap.getName() + " has no " + item.getKey()));
    }
  }

  private void documented(String name, String secret, String key) {
    String row = "| `" + secret + "` | `" + key + "` |";
    if (!documentation.contains(row)) {
      problems.add(name + ": README.md does not document the secret " + row);
    }
  }

  private static List<String> files(VolumeMount mount, List<Volume> volumes) {
    return volumes.stream()
        .filter(volume -> volume.getName().equals(mount.getName()))
        .flatMap(volume -> items(volume).stream())
        .map(item -> mount.getMountPath() + "/" + item.getPath())
        .toList();
  }

  private static List<KeyToPath> items(Volume volume) {
    if (volume.getSecret() != null) {
      return volume.getSecret().getItems();
    }
    return volume.getConfigMap() == null ? List.of() : volume.getConfigMap().getItems();
  }

  /** A value that names one of our files names one that is mounted. */
  private void mounted(String name, String setting, String value, Set<String> files) {
    int start = value.indexOf(FILES);
    if (start >= 0 && !files.contains(value.substring(start))) {
      problems.add(name + ": " + setting + " names a file that is not mounted");
    }
  }
}
