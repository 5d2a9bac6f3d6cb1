@NullMarked
package eu.bailiwick.metering;

import org.jspecify.annotations.NullMarked;
