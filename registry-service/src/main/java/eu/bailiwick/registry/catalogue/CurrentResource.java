package eu.bailiwick.registry.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * One resource together with the revision at which the whole catalogue is.
 *
 * @param current the catalogue's revision
 * @param kind null if the catalogue is empty; then all that follows is null as well
 */
record CurrentResource(
    long current,
    @Nullable String kind,
    @Nullable String id,
    @Nullable Long revision,
    @Nullable String body) {}
