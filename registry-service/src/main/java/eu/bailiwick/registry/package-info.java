/**
 * The catalogue's home: what is served where, by whom, and under which policies. Only the
 * composition root stands here; it makes the clock, the JSON mapper and the objects that need
 * settings. Everything below blocks and runs on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry;

import org.jspecify.annotations.NullMarked;
