/**
 * Limits per tenant, application and key: how many requests may be under way, and how many requests
 * and tokens a minute or a month may take. {@link Limiter} is asked before a request is dispatched
 * and told afterwards what it used; it may be called from the event loop and never blocks. Counts
 * are kept in the router's memory or, for several routers, in PostgreSQL; then a virtual thread
 * waits for the database, and the request goes on with the router's own counts if that takes too
 * long.
 */
@NullMarked
package eu.bailiwick.routing.limits;

import org.jspecify.annotations.NullMarked;
