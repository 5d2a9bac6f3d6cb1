/**
 * The end of the service in good order: when it is told to stop it says that it is not ready,
 * refuses what is new and lets what is under way finish within a limit; what is left then is cut.
 * Only afterwards does the rest stop, the usage recorder last. {@link Drain} is safe on any thread;
 * the thread that stops the service waits here.
 */
@NullMarked
package eu.bailiwick.routing.drain;

import org.jspecify.annotations.NullMarked;
