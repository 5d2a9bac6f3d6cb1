/**
 * Changes that would permit what was denied, kept until another person approves or rejects them or
 * their author withdraws them. An approval is a change of the catalogue like any other, made under
 * the same lock. Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.proposal;

import org.jspecify.annotations.NullMarked;
