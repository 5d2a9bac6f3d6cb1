/**
 * Cells as they are: beside what the catalogue says of each, the routers that serve it, what each
 * of them serves and since when, as they report it themselves. Everything here blocks and runs on
 * virtual threads.
 */
@NullMarked
package eu.bailiwick.registry.cell;

import org.jspecify.annotations.NullMarked;
