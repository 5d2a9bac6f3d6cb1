/**
 * The catalogue itself: its state at the current revision, changes to it, its history, and the
 * resources through which people read and change it. Every change is one transaction under one row
 * lock, so revisions have no gaps. Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.catalogue;

import org.jspecify.annotations.NullMarked;
