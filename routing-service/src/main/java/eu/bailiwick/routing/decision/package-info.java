/**
 * Decisions as the router makes and remembers them: ids, permits, and the explanation of what was
 * decided a moment ago or would be decided now. Only here can a permit be made. Safe on any thread;
 * the resource runs on virtual threads.
 */
@NullMarked
package eu.bailiwick.routing.decision;

import org.jspecify.annotations.NullMarked;
