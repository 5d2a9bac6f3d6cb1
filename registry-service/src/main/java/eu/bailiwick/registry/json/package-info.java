/**
 * The JSON of sovereignty's records: one mapper that writes them, one reader that turns a parsed
 * document into them and says of every field that does not fit where it is and why. Pure, safe on
 * any thread.
 */
@NullMarked
package eu.bailiwick.registry.json;

import org.jspecify.annotations.NullMarked;
