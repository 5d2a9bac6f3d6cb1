/**
 * Follows the registry: records every change of the catalogue in the system log, and archives the
 * snapshots of this cell. Of several instances one follows, by a lease in PostgreSQL. It runs on
 * virtual threads of its own from start to stop; nobody waits for it, and neither the registry's
 * absence nor its own troubles make the service unready.
 */
@NullMarked
package eu.bailiwick.metering.registry;

import org.jspecify.annotations.NullMarked;
