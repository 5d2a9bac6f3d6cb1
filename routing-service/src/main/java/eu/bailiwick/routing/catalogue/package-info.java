/**
 * What the router knows: it asks the registry for the cell's signed snapshot, checks it, compiles
 * it and swaps one reference. Requests only read {@link CurrentCatalogue}, from any thread;
 * checking and compiling run on virtual threads.
 */
@NullMarked
package eu.bailiwick.routing.catalogue;

import org.jspecify.annotations.NullMarked;
