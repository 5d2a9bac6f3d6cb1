/**
 * The archive of snapshots: every one by which the cell's routers decide, with the exact bytes that
 * the registry signed, by digest; and the digests that usage events name without there being one.
 * {@link SnapshotStore} is filled by who follows the registry, the resource asks it. All blocks.
 */
@NullMarked
package eu.bailiwick.metering.snapshots;

import org.jspecify.annotations.NullMarked;
