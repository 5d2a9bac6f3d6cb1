/**
 * What OpenAPI cannot learn from the code: how countries and constraints look in JSON, what a
 * catalogue document holds, examples, and that every operation may answer with a problem. Runs at
 * build time only.
 */
@NullMarked
package eu.bailiwick.registry.openapi;

import org.jspecify.annotations.NullMarked;
