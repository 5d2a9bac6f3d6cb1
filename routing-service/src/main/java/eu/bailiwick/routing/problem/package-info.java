/**
 * Errors of the router's own surface, outside OpenAI's: RFC 9457 problems, for what the resources
 * refuse and for what the framework does.
 */
@NullMarked
package eu.bailiwick.routing.problem;

import org.jspecify.annotations.NullMarked;
