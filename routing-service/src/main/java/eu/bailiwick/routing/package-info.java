@NullMarked
package eu.bailiwick.routing;

import org.jspecify.annotations.NullMarked;
