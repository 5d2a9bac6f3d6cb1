/**
 * What every HTTP surface of the registry shares: roles, conditional requests, the check of query
 * parameters, and errors as RFC 9457 problems. Feature packages throw {@link
 * eu.bailiwick.registry.http.RefusedException}; nothing here knows features.
 */
@NullMarked
package eu.bailiwick.registry.http;

import org.jspecify.annotations.NullMarked;
