/** Programs that measure what the service bears; no tests. */
@NullMarked
package eu.bailiwick.metering.numbers;

import org.jspecify.annotations.NullMarked;
