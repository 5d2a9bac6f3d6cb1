package eu.bailiwick.registry.catalogue;

/**
 * What a document did to the catalogue.
 *
 * @param revision the catalogue's revision after it; the one before it if nothing changed or it was
 *     a dry run
 * @param created how many resources are new
 * @param changed how many are different
 * @param unchanged how many were so already
 */
record ApplyResult(long revision, int created, int changed, int unchanged) {}
