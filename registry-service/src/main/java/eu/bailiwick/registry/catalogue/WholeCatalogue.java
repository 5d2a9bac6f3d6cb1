package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.bailiwick.sovereignty.catalogue.Catalogue;

/**
 * Everything at one revision.
 *
 * @param catalogue its members stand beside the revision
 */
record WholeCatalogue(long revision, @JsonUnwrapped Catalogue catalogue) {}
