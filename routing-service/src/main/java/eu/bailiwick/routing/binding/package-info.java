/**
 * Ids of what upstreams keep for callers: bound to the endpoint that made them and to the tenant
 * for whom, so that a later request goes there or nowhere. An id says all that is needed and is
 * authenticated by a key that all routers of a cell share, so nothing is stored. Safe on any
 * thread.
 */
@NullMarked
package eu.bailiwick.routing.binding;

import org.jspecify.annotations.NullMarked;
