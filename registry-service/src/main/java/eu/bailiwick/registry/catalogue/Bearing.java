package eu.bailiwick.registry.catalogue;

import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import java.util.List;

/** What of a resource has a bearing on decisions: names, addresses and status have none. */
final class Bearing {

  private static final String ANY = "any";

  private Bearing() {}

  /** Whether two states of a resource could be decided on differently. */
  static boolean differs(Record before, Record after) {
    return !of(before).equals(of(after));
  }

  /** Whatever is not known to have none has a bearing as a whole. */
  private static Object of(Record value) {
    return switch (value) {
      case Tenant t -> t.id();
      case ApiKey k -> k.id();
      case Entity e -> new Entity(e.id(), ANY, e.subjectTo(), e.controllers());
      case Site s ->
          new Site(
              s.id(), ANY, s.country(), null, s.operator(), Site.Status.OPERATIONAL, List.of());
      case Model m ->
          new Model(m.id(), ANY, m.publisher(), m.licence(), m.origin(), m.operations());
      case Application a -> new Application(a.id(), a.tenant(), ANY, a.dataClass());
      case Endpoint e ->
          new Endpoint(e.id(), e.version(), e.site(), null, ANY, Endpoint.State.ENABLED, e.facts());
      default -> value;
    };
  }
}
