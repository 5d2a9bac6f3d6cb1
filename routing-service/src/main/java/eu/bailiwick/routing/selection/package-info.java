/**
 * Chooses among lawful endpoints. The lawful set comes in by constructor and cannot grow; what is
 * here are preferences, never law. A {@link Selection} is for one request and one thread; a {@link
 * Preference} is shared and safe on any.
 */
@NullMarked
package eu.bailiwick.routing.selection;

import org.jspecify.annotations.NullMarked;
