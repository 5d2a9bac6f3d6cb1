/**
 * What is said of the size of sites: types of accelerators with their quoted reference values,
 * claims with their sources, and arithmetic that shows which claims can be true together. A claim
 * is what somebody said, not what is so: contradicting ones stand side by side, nothing is ever
 * added up, and no decision looks here. Pure, safe on any thread; stored and served by {@code
 * catalogue}.
 */
@NullMarked
package eu.bailiwick.registry.capacity;

import org.jspecify.annotations.NullMarked;
