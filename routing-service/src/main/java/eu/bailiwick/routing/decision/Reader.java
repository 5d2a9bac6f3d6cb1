package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Caller;

/** Who asks about decisions. */
sealed interface Reader {

  /**
   * Somebody of a tenant, by a token that names it: sees its decisions, by their reasons, and as
   * its administrator with every predicate.
   *
   * @param tenant id of the tenant
   */
  record Member(String tenant, boolean administrator) implements Reader {
    @Override
    public boolean maySee(String ofTenant) {
      return tenant.equals(ofTenant);
    }

    @Override
    public Explanation.Detail detail() {
      return administrator ? Explanation.Detail.PREDICATES : Explanation.Detail.REASONS;
    }
  }

  /** Whether it may see a decision on a request of this tenant. */
  boolean maySee(String tenant);

  Explanation.Detail detail();

  /** A tenant, by an API key of its own: sees its own decisions, by their reasons. */
  record OfTenant(Caller caller) implements Reader {
    @Override
    public boolean maySee(String tenant) {
      return caller.tenant().id().equals(tenant);
    }

    @Override
    public Explanation.Detail detail() {
      return Explanation.Detail.REASONS;
    }
  }

  /** An officer or operator: sees everything. */
  record Overseer() implements Reader {
    @Override
    public boolean maySee(String tenant) {
      return true;
    }

    @Override
    public Explanation.Detail detail() {
      return Explanation.Detail.CHOICE;
    }
  }
}
