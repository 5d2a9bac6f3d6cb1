/**
 * From the bytes that somebody sent to records that might become part of the catalogue: parsing
 * with bounds, the kinds of resources, and documents of many. Pure; the catalogue itself is not
 * known here.
 */
@NullMarked
package eu.bailiwick.registry.document;

import org.jspecify.annotations.NullMarked;
