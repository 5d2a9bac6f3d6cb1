/**
 * The comparison of byte paths behind docs/decisions/0002-byte-path.md: the path that was chosen,
 * the one that was not, a bare pipe and no router at all, against the same model server under the
 * same load.
 */
@NullMarked
package eu.bailiwick.routing.bytepath;

import org.jspecify.annotations.NullMarked;
