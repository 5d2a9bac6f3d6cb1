package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what policies name that nobody knows: areas, control rules, schemes of certificates. */
final class PolicyIntegrity {

  private final Law law;
  private final Set<String> schemes;
  private final Violations violations;

  PolicyIntegrity(Catalogue catalogue, Violations violations) {
    this.law = catalogue.law();
    this.violations = violations;
    this.schemes = new TreeSet<>(Schemes.NAMES);
    catalogue.endpoints().stream()
        .flatMap(endpoint -> endpoint.facts().certifications().stream())
        .forEach(certificate -> schemes.add(certificate.value().scheme()));
  }

  void check(String path, Policy policy) {
    violations.each(path + ".constraints", policy.constraints(), this::constraint);
  }

  private void constraint(String path, Constraint constraint) {
    if (constraint instanceof Constraint.OfAreas ofAreas) {
      violations.each(path + ".areas", ofAreas.areas(), this::area);
    }
    if (constraint instanceof Constraint.OfExposure ofExposure) {
      controlRule(path + ".controlRule", ofExposure.controlRule());
    }
    if (constraint instanceof Constraint.CertifiedBy certifiedBy
        && !schemes.contains(certifiedBy.scheme())) {
      violations.report(
          path + ".scheme",
          quoted(certifiedBy.scheme())
              + "is neither recorded at any endpoint nor one of the schemes "
              + Schemes.NAMES);
    }
  }

  /** Whether {@code name} is an area; reports it if not. */
  boolean area(String path, String name) {
    if (law.isArea(name)) {
      return true;
    }
    violations.report(
        path,
        quoted(name)
            + "is neither a country code nor one of the groups "
            + law.groups().stream().sorted().toList());
    return false;
  }

  private void controlRule(String path, @Nullable String id) {
    if (id != null && law.controlRule(id).isEmpty()) {
      violations.report(
          path,
          quoted(id)
              + "is not one of the rules "
              + law.controlRules().stream().map(ControlRule::id).toList());
    }
  }

  private static String quoted(String name) {
    return "\"" + name + "\" ";
  }
}
