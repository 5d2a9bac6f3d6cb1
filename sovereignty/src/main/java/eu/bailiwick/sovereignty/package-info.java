/**
 * The one behaviour that all services share: whether a request may go to an endpoint. Plain Java,
 * no framework, no input or output.
 */
@NullMarked
package eu.bailiwick.sovereignty;

import org.jspecify.annotations.NullMarked;
