/**
 * Programs that put the registry or the router under load and print what they measured. None is a
 * test; each starts the real parts on loopback, is bounded in count, and stops what it started. How
 * to run them, and what they showed, is in docs/decisions/0010-registry-numbers.md and
 * 0021-gateway-numbers.md.
 */
@NullMarked
package eu.bailiwick.local.numbers;

import org.jspecify.annotations.NullMarked;
