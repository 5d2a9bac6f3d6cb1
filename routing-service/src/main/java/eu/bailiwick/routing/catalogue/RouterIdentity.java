package eu.bailiwick.routing.catalogue;

import io.smallrye.config.ConfigMapping;

/** Who this router is, as the operator says. */
@ConfigMapping(prefix = "bailiwick.router")
public interface RouterIdentity {

  /** Name of this router, unique in its cell. */
  String id();

  /** Id of its cell in the catalogue. */
  String cell();

  /** Id of the site at which it stands. */
  String site();
}
