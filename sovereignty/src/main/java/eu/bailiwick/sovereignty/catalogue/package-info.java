/**
 * The vocabulary of the catalogue: what is served, where, by whom, and who calls. Immutable records
 * whose constructors refuse what cannot be; {@link Integrity} finds what is wrong between records.
 */
@NullMarked
package eu.bailiwick.sovereignty.catalogue;

import org.jspecify.annotations.NullMarked;
