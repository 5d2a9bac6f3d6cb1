/**
 * The launcher behind {@code ./bailiwick up}: reads the command line, starts the platform, says how
 * far it is, shows a first routed request and what to try next, and stops everything when it is
 * told to. A program, not a library; nothing else calls it.
 */
@NullMarked
package eu.bailiwick.local;

import org.jspecify.annotations.NullMarked;
