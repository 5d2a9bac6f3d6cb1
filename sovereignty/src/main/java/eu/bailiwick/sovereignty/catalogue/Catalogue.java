package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Policy;
import java.util.List;
import java.util.Objects;

/**
 * Everything a decision needs to know. Whether the parts fit together is {@link Integrity}'s
 * business.
 *
 * @param law the legal geography
 * @param dataClasses the tenants' own classes; the built-in ones are always there and not listed
 * @param lifecycles how far versions have come; a version without one is a draft
 * @param approvals where versions may serve which data
 * @param revocations what is out of use for good
 */
public record Catalogue(
    Law law,
    List<Entity> entities,
    List<Site> sites,
    List<Cell> cells,
    List<Model> models,
    List<ModelVersion> versions,
    List<Endpoint> endpoints,
    List<DataClass> dataClasses,
    List<Tenant> tenants,
    List<Application> applications,
    List<ApiKey> keys,
    List<Policy> policies,
    List<Lifecycle> lifecycles,
    List<Approval> approvals,
    List<Revocation> revocations) {

  /** Copies the lists; null stands for an empty one. */
  public Catalogue {
    Objects.requireNonNull(law, "law");
    entities = copy(entities);
    sites = copy(sites);
    cells = copy(cells);
    models = copy(models);
    versions = copy(versions);
    endpoints = copy(endpoints);
    dataClasses = copy(dataClasses);
    tenants = copy(tenants);
    applications = copy(applications);
    keys = copy(keys);
    policies = copy(policies);
    lifecycles = copy(lifecycles);
    approvals = copy(approvals);
    revocations = copy(revocations);
  }

  /** Nothing but the law. */
  public static Catalogue empty(Law law) {
    return new Catalogue(
        law, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
