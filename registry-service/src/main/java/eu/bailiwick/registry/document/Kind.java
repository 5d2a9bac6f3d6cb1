package eu.bailiwick.registry.document;

import eu.bailiwick.registry.capacity.Accelerator;
import eu.bailiwick.registry.capacity.CapacityClaim;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Policy;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One kind of catalogue resource. */
public final class Kind<T extends Record> {

  public static final Kind<Entity> ENTITIES = new Kind<>("entities", Entity.class, Entity::id);
  public static final Kind<Site> SITES = new Kind<>("sites", Site.class, Site::id);
  public static final Kind<Cell> CELLS = new Kind<>("cells", Cell.class, Cell::id);
  public static final Kind<Model> MODELS = new Kind<>("models", Model.class, Model::id);
  public static final Kind<ModelVersion> VERSIONS =
      new Kind<>("versions", ModelVersion.class, ModelVersion::id);
  public static final Kind<Endpoint> ENDPOINTS =
      new Kind<>("endpoints", Endpoint.class, Endpoint::id);
  public static final Kind<DataClass> DATA_CLASSES =
      new Kind<>("data-classes", "dataClasses", DataClass.class, DataClass::id);
  public static final Kind<Tenant> TENANTS = new Kind<>("tenants", Tenant.class, Tenant::id);
  public static final Kind<Application> APPLICATIONS =
      new Kind<>("applications", Application.class, Application::id);
  public static final Kind<ApiKey> KEYS = new Kind<>("keys", ApiKey.class, ApiKey::id);
  public static final Kind<Policy> POLICIES = new Kind<>("policies", Policy.class, Policy::id);
  public static final Kind<Accelerator> ACCELERATORS =
      new Kind<>("accelerators", Accelerator.class, Accelerator::id);
  public static final Kind<CapacityClaim> CAPACITY_CLAIMS =
      new Kind<>("capacity-claims", "capacityClaims", CapacityClaim.class, CapacityClaim::id);

  /** Set by steps, not by documents; the identifier is the version's. */
  public static final Kind<Lifecycle> LIFECYCLES =
      new Kind<>("lifecycles", Lifecycle.class, Lifecycle::version);

  /** Asked for and granted, not set by documents. */
  public static final Kind<Approval> APPROVALS =
      new Kind<>("approvals", Approval.class, Approval::id);

  /** Made at once and for good, not by documents. */
  public static final Kind<Revocation> REVOCATIONS =
      new Kind<>("revocations", Revocation.class, Revocation::id);

  /** The identifier of the only one of {@link #LAW}. */
  public static final String THE_LAW = "law";

  /** Loaded as a document of its own; there is at most one. */
  public static final Kind<Law> LAW = new Kind<>("law", Law.class, law -> THE_LAW);

  /** What documents hold; what refers stands after what it refers to. */
  public static final List<Kind<?>> DECLARED =
      List.of(
          ENTITIES,
          SITES,
          CELLS,
          MODELS,
          VERSIONS,
          ENDPOINTS,
          TENANTS,
          DATA_CLASSES,
          APPLICATIONS,
          KEYS,
          POLICIES,
          ACCELERATORS,
          CAPACITY_CLAIMS);

  /** All of them, in the same order. */
  public static final List<Kind<?>> ALL =
      Stream.concat(DECLARED.stream(), Stream.of(LIFECYCLES, APPROVALS, REVOCATIONS, LAW)).toList();

  private final String name;
  private final String list;
  private final Class<T> type;
  private final Function<T, String> id;

  private Kind(String name, Class<T> type, Function<T, String> id) {
    this(name, name, type, id);
  }

  private Kind(String name, String list, Class<T> type, Function<T, String> id) {
    this.name = name;
    this.list = list;
    this.type = type;
    this.id = id;
  }

  /** The name in URLs, changes and tables, such as {@code data-classes}. */
  public String name() {
    return name;
  }

  /** The name of the list in documents, such as {@code dataClasses}. */
  public String list() {
    return list;
  }

  public Class<T> type() {
    return type;
  }

  public String idOf(T value) {
    return id.apply(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
