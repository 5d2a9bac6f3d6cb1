/**
 * Explains what would be, or would have been, decided: over the whole catalogue at any revision and
 * for any instant, in the words of the router. Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.explanation;

import org.jspecify.annotations.NullMarked;
