/**
 * Describes in OpenAPI what the resources read by name: their parameters, from the same dimensions
 * that filters are made of, and the problems that each may answer. Runs when the service is built.
 */
@NullMarked
package eu.bailiwick.metering.openapi;

import org.jspecify.annotations.NullMarked;
