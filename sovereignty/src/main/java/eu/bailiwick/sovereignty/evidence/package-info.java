/** Facts and how well they are evidenced. Plain values, safe on any thread. */
@NullMarked
package eu.bailiwick.sovereignty.evidence;

import org.jspecify.annotations.NullMarked;
