package eu.bailiwick.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every Deployment of an overlay needs, and that what surrounds it fits. */
final class WorkloadRules {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern HOST = Pattern.compile("[^/]*[.:][^/]*/.*");

  private final Overlay overlay;
  private final List<String> problems = new ArrayList<>();

  private WorkloadRules(Overlay overlay) {
    this.overlay = overlay;
  }

  /** Everything that is wrong; empty if nothing is. */
  static List<String> check(Overlay overlay) {
    WorkloadRules rules = new WorkloadRules(overlay);
    overlay.all(Deployment.class).forEach(rules::deployment);
    overlay.all(Service.class).forEach(rules::service);
    overlay.all(PodDisruptionBudget.class).forEach(rules::disruptionBudget);
    rules.namespace();
    rules.doubles();
    return List.copyOf(rules.problems);
  }

  private void deployment(Deployment deployment) {
    String name = deployment.getMetadata().getName();
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    need(selects(deployment.getSpec().getSelector(), labels), name, "selector does not match");
    need(deployment.getSpec().getReplicas() >= 2, name, "fewer than two replicas");
    need(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), name, "mounts a token");
    need(
        overlay
            .all(ServiceAccount.class)
            .anyMatch(a -> a.getMetadata().getName().equals(pod.getServiceAccountName())),
        name,
        "its service account is not there");
    need(
        !pod.getTopologySpreadConstraints().isEmpty()
            && pod.getTopologySpreadConstraints().stream()
                .allMatch(spread -> selects(spread.getLabelSelector(), labels)),
        name,
        "topology spread is missing or does not match");
    need(
        overlay
            .all(PodDisruptionBudget.class)
            .anyMatch(budget -> selects(budget.getSpec().getSelector(), labels)),
        name,
        "no disruption budget");
    podSecurity(name, pod.getSecurityContext());
    pod.getContainers().forEach(container -> container(name, container, pod));
  }

  private void podSecurity(String name, @Nullable PodSecurityContext context) {
    need(
        context != null
            && Boolean.TRUE.equals(context.getRunAsNonRoot())
            && context.getRunAsUser() != null
            && context.getRunAsUser() > 0
            && context.getSeccompProfile() != null
            && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
        name,
        "pod security context is not the restricted one");
  }

  private void container(String name, Container container, PodSpec pod) {
    containerSecurity(name, container.getSecurityContext());
    image(name, container.getImage());
    probe(name, "startup", container.getStartupProbe(), "/q/health/started", container);
    probe(name, "liveness", container.getLivenessProbe(), "/q/health/live", container);
    probe(name, "readiness", container.getReadinessProbe(), "/q/health/ready", container);
    for (String resource : List.of("cpu", "memory")) {
      need(
          container.getResources() != null
              && container.getResources().getRequests().containsKey(resource)
              && container.getResources().getLimits().containsKey(resource),
          name,
          "no request or limit of " + resource);
    }
    Set<String> volumes =
        pod.getVolumes().stream().map(v -> v.getName()).collect(Collectors.toSet());
    container
        .getVolumeMounts()
        .forEach(m -> need(volumes.contains(m.getName()), name, "no volume " + m.getName()));
    need(
        container.getVolumeMounts().stream().anyMatch(m -> m.getMountPath().equals("/tmp")),
        name,
        "/tmp cannot be written");
  }

  private void containerSecurity(String name, @Nullable SecurityContext context) {
    need(
        context != null
            && Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())
            && Boolean.TRUE.equals(context.getReadOnlyRootFilesystem())
            && context.getCapabilities() != null
            && context.getCapabilities().getDrop().equals(List.of("ALL"))
            && context.getCapabilities().getAdd().isEmpty(),
        name,
        "container security context is not the restricted one");
  }

  private void image(String name, String image) {
    String[] parts = image.split("@", 2);
    need(
        parts.length == 2 && DIGEST.matcher(parts[1]).matches() && !parts[0].contains(":"),
        name,
        "image " + image + " is not named by digest");
    need(!HOST.matcher(image).matches(), name, "image " + image + " names a host");
    Kustomization.Image set = overlay.images().get(parts[0]);
    need(
        set != null && set.digest() != null && DIGEST.matcher(set.digest()).matches(),
        name,
        "the overlay does not set the digest of image " + parts[0]);
    need(
        set == null || set.newName() == null || !HOST.matcher(set.newName() + "/").matches(),
        name,
        "the overlay names the host of an image");
  }

  private void probe(
      String name, String kind, @Nullable Probe probe, String path, Container container) {
    need(
        probe != null
            && probe.getHttpGet() != null
            && probe.getHttpGet().getPath().equals(path)
            && exposes(container, probe.getHttpGet().getPort().getValue()),
        name,
        kind + " probe does not ask " + path + " of a port of the container");
  }

  private static boolean exposes(Container container, Object port) {
    return container.getPorts().stream().anyMatch(p -> isPort(p, port));
  }

  private static boolean isPort(ContainerPort exposed, Object port) {
    return port.equals(exposed.getName()) || port.equals(exposed.getContainerPort());
  }

  private void service(Service service) {
    String name = service.getMetadata().getName();
    List<Container> behind =
        overlay
            .all(Deployment.class)
            .map(d -> d.getSpec().getTemplate())
            .filter(
                pod ->
                    pod.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()))
            .flatMap(pod -> pod.getSpec().getContainers().stream())
            .toList();
    need(!behind.isEmpty(), name, "service selects no pod");
    for (ServicePort port : service.getSpec().getPorts()) {
      need(
          behind.stream().allMatch(c -> exposes(c, port.getTargetPort().getValue())),
          name,
          "service port " + port.getName() + " leads to no port of its pods");
    }
  }

  private void disruptionBudget(PodDisruptionBudget budget) {
    need(
        overlay
            .all(Deployment.class)
            .anyMatch(
                d ->
                    selects(
                        budget.getSpec().getSelector(),
                        d.getSpec().getTemplate().getMetadata().getLabels())),
        budget.getMetadata().getName(),
        "disruption budget selects no pod");
  }

  private void namespace() {
    List<Namespace> namespaces = overlay.all(Namespace.class).toList();
    need(namespaces.size() == 1, "overlay", "not exactly one namespace");
    for (Namespace namespace : namespaces) {
      for (String mode : List.of("enforce", "audit", "warn")) {
        need(
            "restricted"
                .equals(
                    namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/" + mode)),
            namespace.getMetadata().getName(),
            "pod security is not restricted for " + mode);
      }
    }
  }

  private void doubles() {
    overlay.resources().stream()
        .collect(Collectors.groupingBy(WorkloadRules::identity, Collectors.counting()))
        .forEach((id, count) -> need(count == 1, id, "is there " + count + " times"));
  }

  private static String identity(HasMetadata resource) {
    return resource.getKind() + " " + resource.getMetadata().getName();
  }

  static boolean selects(@Nullable LabelSelector selector, Map<String, String> labels) {
    return selector != null
        && selector.getMatchExpressions().isEmpty()
        && labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
  }

  private void need(boolean met, String name, String otherwise) {
    if (!met) {
      problems.add(name + ": " + otherwise);
    }
  }
}
