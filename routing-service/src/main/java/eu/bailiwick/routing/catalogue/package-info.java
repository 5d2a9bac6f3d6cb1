/**
 * What the router knows: it asks the registry for the cell's signed snapshot, checks it, compiles
 * it and swaps one reference; revocations that it is told of meanwhile are laid over it as a mask.
 * What it serves since when it tells the registry. Requests only read {@link CurrentCatalogue},
 * from any thread; all else runs on virtual threads.
 */
@NullMarked
package eu.bailiwick.routing.catalogue;

import org.jspecify.annotations.NullMarked;
