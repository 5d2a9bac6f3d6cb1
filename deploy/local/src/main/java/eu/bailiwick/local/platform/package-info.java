/**
 * The whole platform as one object: PostgreSQL, Kafka and the model servers in this process or as
 * its children, the three packaged services as child processes, and the sample catalogue applied
 * through the public API. {@link eu.bailiwick.local.platform.Platform} is started by the launcher
 * and by the end-to-end tests; everything here blocks.
 */
@NullMarked
package eu.bailiwick.local.platform;

import org.jspecify.annotations.NullMarked;
