package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.scripted.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A router that counts for itself, as it does by default. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LimitsTest extends LimitsContract {}
