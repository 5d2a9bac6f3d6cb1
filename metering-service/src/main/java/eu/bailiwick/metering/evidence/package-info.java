/**
 * {@code POST /v1/evidence}: makes bundles that somebody without access to the cell can check
 * offline, from the ledger as of its newest checkpoint. A bundle is a ZIP of plain files with the
 * two verifiers that check it. Nothing of it is kept: it is written while it is sent. Called on
 * virtual threads; blocks.
 */
@NullMarked
package eu.bailiwick.metering.evidence;

import org.jspecify.annotations.NullMarked;
