/**
 * What the router knows: the cell's signed snapshot, which the registry serves, or a file brings,
 * or its own copy on disk holds from before. Wherever it comes from it is checked, compiled and
 * swapped in as one reference; revocations that the router is told of meanwhile are laid over it as
 * a mask. What it serves since when it tells the registry. Requests only read {@link
 * CurrentCatalogue}, from any thread; all else runs on virtual threads.
 */
@NullMarked
package eu.bailiwick.routing.catalogue;

import org.jspecify.annotations.NullMarked;
