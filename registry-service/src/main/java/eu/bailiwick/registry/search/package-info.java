/**
 * Questions about the content of one catalogue: which endpoints, models, versions and sites meet
 * filters, and how many there are of each value. What is not known is its own value and matches
 * nothing else. Pure, safe on any thread; knows neither HTTP nor how a catalogue is stored.
 */
@NullMarked
package eu.bailiwick.registry.search;

import org.jspecify.annotations.NullMarked;
