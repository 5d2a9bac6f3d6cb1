/**
 * Steps that people take and that documents cannot: versions from draft to retirement, approvals
 * that one person asks for and another grants, endpoints in and out of use, keys that are made and
 * shown once, and what site agents observe. Every step has an authenticated actor and a reason.
 * Blocks; call it on virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.lifecycle;

import org.jspecify.annotations.NullMarked;
