/**
 * Erasure of a subject (GDPR, Art. 17): the events that a predicate chooses lose salt, bytes and
 * every column by which somebody could be found, and whatever quotes them goes too. One person
 * asks, another grants; a legal hold forbids it, and an event below the floor of retention needs a
 * legal ground. A certificate in the system log tells lawful erasure from tampering. Called on
 * virtual threads; everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.erasure;

import org.jspecify.annotations.NullMarked;
