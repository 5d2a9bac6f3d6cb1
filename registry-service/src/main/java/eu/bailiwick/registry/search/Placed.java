package eu.bailiwick.registry.search;

import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Site;

/**
 * An endpoint with what it refers to.
 *
 * @param endpoint the endpoint itself
 * @param site where it stands
 * @param version what it serves
 */
record Placed(Endpoint endpoint, Site site, ModelVersion version) {}
