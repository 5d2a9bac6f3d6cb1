package eu.bailiwick.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is open but what is needed: a policy denies all, every other one names its peers and
 * ports, ports lead somewhere, and every address in the settings can be reached.
 */
final class NetworkRules {

  private static final int DNS = 53;
  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  private final Overlay overlay;
  private final List<NetworkPolicy> policies;
  private final List<String> problems = new ArrayList<>();

  private NetworkRules(Overlay overlay) {
    this.overlay = overlay;
    this.policies = overlay.all(NetworkPolicy.class).toList();
  }

  /** Everything that is wrong; empty if nothing is. */
  static List<String> check(Overlay overlay) {
    NetworkRules rules = new NetworkRules(overlay);
    rules.defaultDeny();
    rules.policies.forEach(rules::policy);
    overlay.all(Deployment.class).forEach(rules::addressesCanBeReached);
    return List.copyOf(rules.problems);
  }

  private void defaultDeny() {
    need(
        policies.stream()
            .anyMatch(
                policy ->
                    policy.getSpec().getPodSelector().getMatchLabels().isEmpty()
                        && policy
                            .getSpec()
                            .getPolicyTypes()
                            .containsAll(List.of("Ingress", "Egress"))
                        && policy.getSpec().getIngress().isEmpty()
                        && policy.getSpec().getEgress().isEmpty()),
        "no network policy denies everything by default");
  }

  private void policy(NetworkPolicy policy) {
    List<Deployment> selected =
        overlay.all(Deployment.class).filter(d -> selects(policy, d)).toList();
    need(!selected.isEmpty(), name(policy) + " selects no pod");
    types(policy);
    for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
      peersAndPorts(policy, rule.getFrom(), rule.getPorts());
      rule.getPorts()
          .forEach(
              port ->
                  need(
                      selected.stream().allMatch(d -> exposes(d, port.getPort())),
                      name(policy)
                          + " lets in to a port that its pods do not expose: "
                          + port(port)));
    }
    for (NetworkPolicyEgressRule rule : policy.getSpec().getEgress()) {
      peersAndPorts(policy, rule.getTo(), rule.getPorts());
      rule.getPorts().forEach(port -> egressPort(policy, selected, port));
    }
  }

  private void types(NetworkPolicy policy) {
    List<String> types = policy.getSpec().getPolicyTypes();
    need(!types.isEmpty(), name(policy) + " names no policy type");
    need(
        policy.getSpec().getIngress().isEmpty() || types.contains("Ingress"),
        name(policy) + " has ingress rules without the type");
    need(
        policy.getSpec().getEgress().isEmpty() || types.contains("Egress"),
        name(policy) + " has egress rules without the type");
  }

  private void peersAndPorts(
      NetworkPolicy policy, List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
    need(!peers.isEmpty(), name(policy) + " allows everybody");
    need(!ports.isEmpty(), name(policy) + " allows every port");
    for (NetworkPolicyPeer peer : peers) {
      boolean open =
          peer.getIpBlock() == null
              && (peer.getNamespaceSelector() == null
                  || (peer.getNamespaceSelector().getMatchLabels().isEmpty()
                      && peer.getNamespaceSelector().getMatchExpressions().isEmpty()));
      need(!open, name(policy) + " allows every namespace");
      need(
          peer.getIpBlock() == null || !peer.getIpBlock().getCidr().endsWith("/0"),
          name(policy) + " allows every address");
    }
  }

  /** DNS, an address from the settings, or a model server, whose address is in the catalogue. */
  private void egressPort(NetworkPolicy policy, List<Deployment> selected, NetworkPolicyPort port) {
    Set<Integer> meant = new HashSet<>(Set.of(DNS));
    selected.forEach(
        d -> Address.allIn(Settings.of(overlay, d).values()).forEach(a -> meant.add(a.port())));
    need(
        name(policy).endsWith("-to-model-servers")
            || (port.getPort().getIntVal() != null && meant.contains(port.getPort().getIntVal())),
        name(policy) + " lets out to a port that no setting names: " + port(port));
  }

  private void addressesCanBeReached(Deployment deployment) {
    for (Address address : Address.allIn(Settings.of(overlay, deployment).values())) {
      boolean reachable =
          policies.stream()
              .filter(policy -> selects(policy, deployment))
              .flatMap(policy -> policy.getSpec().getEgress().stream())
              .anyMatch(rule -> allows(rule, address));
      need(
          reachable,
          deployment.getMetadata().getName() + ": no network policy lets it reach " + address);
    }
  }

  private static boolean allows(NetworkPolicyEgressRule rule, Address address) {
    return rule.getPorts().stream()
            .anyMatch(port -> Integer.valueOf(address.port()).equals(port.getPort().getIntVal()))
        && rule.getTo().stream().anyMatch(peer -> isAt(peer, address.namespace()));
  }

  /** A peer outside the cluster is given by its addresses, one inside by its namespace. */
  private static boolean isAt(NetworkPolicyPeer peer, @Nullable String namespace) {
    if (namespace == null) {
      return peer.getIpBlock() != null;
    }
    return peer.getNamespaceSelector() != null
        && namespace.equals(peer.getNamespaceSelector().getMatchLabels().get(NAMESPACE));
  }

  private static boolean selects(NetworkPolicy policy, Deployment deployment) {
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    return WorkloadRules.selects(policy.getSpec().getPodSelector(), labels);
  }

  private static boolean exposes(Deployment deployment, IntOrString port) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .anyMatch(
            exposed ->
                port.getValue().equals(exposed.getContainerPort())
                    || port.getValue().equals(exposed.getName()));
  }

  private static String name(NetworkPolicy policy) {
    return policy.getMetadata().getName();
  }

  private static Object port(NetworkPolicyPort port) {
    return port.getPort().getValue();
  }

  private void need(boolean met, String otherwise) {
    if (!met) {
      problems.add(otherwise);
    }
  }
}
