/**
 * The way to the model servers: dispatches to the endpoint that a permit names and to no other, and
 * lets the answer flow back with back-pressure. Everything here runs on the event loop of the
 * request and never blocks. Nothing is sent over a connection before it is known to lead into the
 * site's address ranges and, over TLS, to the registered peer. Redirects are not followed, no proxy
 * is used, and only known headers pass in either direction.
 */
@NullMarked
package eu.bailiwick.routing.upstream;

import org.jspecify.annotations.NullMarked;
