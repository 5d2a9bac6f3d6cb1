/**
 * What one cell may know of the catalogue, signed, with a digest and an expiry. A snapshot is
 * issued when somebody asks and the newest one is of an older revision or past half of its life;
 * every one is kept. Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.snapshot;

import org.jspecify.annotations.NullMarked;
