/** Parts of the platform by themselves, for programs that measure one of them. */
@NullMarked
package eu.bailiwick.local.platform;

import org.jspecify.annotations.NullMarked;
