package eu.bailiwick.routing.gateway;

import io.vertx.core.http.HttpMethod;

/**
 * A response that is asked for by its id instead of by a body.
 *
 * @param method what is to be done with it
 * @param id as the caller has it
 * @param rest of the path behind the id; empty, or with a slash in front
 */
record ById(HttpMethod method, String id, String rest) {}
