/**
 * What stands around the router in tests: a registry and model servers that do as they are told,
 * over real HTTP, and a reader of the usage topic of a real broker.
 */
@NullMarked
package eu.bailiwick.routing.scripted;

import org.jspecify.annotations.NullMarked;
