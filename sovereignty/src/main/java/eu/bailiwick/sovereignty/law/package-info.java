/**
 * Law as data: countries, and the dated groups that treaties and decisions make of them. Plain
 * values, safe on any thread. Nothing here knows endpoints or policies.
 */
@NullMarked
package eu.bailiwick.sovereignty.law;

import org.jspecify.annotations.NullMarked;
