/**
 * Chooses among lawful endpoints: filter, score, pick. The lawful set comes in by constructor and
 * cannot grow; what is here are preferences and bounds, never law. A {@link Selection} is for one
 * request and one thread, and a {@link Place} is taken and given back; all else is shared and safe
 * on any thread.
 */
@NullMarked
package eu.bailiwick.routing.selection;

import org.jspecify.annotations.NullMarked;
