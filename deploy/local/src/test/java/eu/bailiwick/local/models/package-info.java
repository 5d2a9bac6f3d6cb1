/** Tests of the model servers over HTTP. */
@NullMarked
package eu.bailiwick.local.models;

import org.jspecify.annotations.NullMarked;
