/**
 * The end-to-end suite, and tests of the launcher. The suites whose names end with {@code IT} start
 * the packaged services; one platform serves all that share {@code SharedPlatform}.
 */
@NullMarked
package eu.bailiwick.local;

import org.jspecify.annotations.NullMarked;
