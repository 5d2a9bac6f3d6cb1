/**
 * Checks of the manifests in this module. {@link Inspection} reads a folder as an operator's tools
 * would and answers what is wrong with it; the tests feed it the real folder and broken copies.
 */
@NullMarked
package eu.bailiwick.kubernetes;

import org.jspecify.annotations.NullMarked;
