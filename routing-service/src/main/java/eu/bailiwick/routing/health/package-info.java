/**
 * What the router knows of the health of endpoints: from probes that it makes itself, by the
 * readiness path of the endpoint's dialect, and from what becomes of requests. It is advice to the
 * selection and never law: it cannot add an endpoint to a request, and what it takes out comes back
 * when nothing else is left. Nothing here blocks; {@link EndpointHealth} is safe on any thread, the
 * probes run on one event loop.
 */
@NullMarked
package eu.bailiwick.routing.health;

import org.jspecify.annotations.NullMarked;
