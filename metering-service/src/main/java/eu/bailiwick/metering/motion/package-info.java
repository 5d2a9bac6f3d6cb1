/**
 * Motions: what one person asks for and another grants, because it cannot be taken back or keeps
 * others from something: legal holds, their release, ceilings of retention, erasures. Whoever asked
 * cannot grant; the database refuses it too. What is granted, and what was refused, is an entry of
 * the system log. Called on virtual threads; everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.motion;

import org.jspecify.annotations.NullMarked;
