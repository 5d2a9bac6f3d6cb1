/**
 * How others follow the catalogue: its changes page by page and as a stream that never ends, and
 * how far back they are kept. Each stream runs on a virtual thread of its own and holds no database
 * connection; one thread of the process looks for news, for all of them.
 */
@NullMarked
package eu.bailiwick.registry.changes;

import org.jspecify.annotations.NullMarked;
