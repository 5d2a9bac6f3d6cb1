/**
 * Reads the JSON of a request's body strictly: every member that is wrong, missing or unknown is
 * named by its path. Called on virtual threads.
 */
@NullMarked
package eu.bailiwick.metering.body;

import org.jspecify.annotations.NullMarked;
