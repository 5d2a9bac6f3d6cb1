/**
 * The gateway: one request through authentication, decision, selection, audit and dispatch, and the
 * composition root that wires the parts. Everything here runs on the event loop and never blocks;
 * an {@link Exchange} belongs to the event loop of its request.
 */
@NullMarked
package eu.bailiwick.routing.gateway;

import org.jspecify.annotations.NullMarked;
