/**
 * What the ledger says after router, broker, database and metering were ended in the middle of
 * their work, again and again. Traffic goes to loopback only and is bounded.
 */
@NullMarked
package eu.bailiwick.local.crash;

import org.jspecify.annotations.NullMarked;
