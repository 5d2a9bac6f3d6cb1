/**
 * The legal geography as a document that can be replaced: the edition in force, those that were
 * loaded, and the rules by which a newer one follows it. Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.law;

import org.jspecify.annotations.NullMarked;
