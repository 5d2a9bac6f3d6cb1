package eu.bailiwick.registry.lifecycle;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes what needs the outside world. */
@Singleton
final class LifecycleWiring {

  @Produces
  @Singleton
  Secrets secrets() {
    return new Secrets(new SecureRandom());
  }
}
