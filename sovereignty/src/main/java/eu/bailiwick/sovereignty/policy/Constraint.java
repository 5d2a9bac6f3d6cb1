package eu.bailiwick.sovereignty.policy;

import eu.bailiwick.sovereignty.evidence.Checks;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One demand on what is recorded. Facts below {@link #minGrade()} count as unknown. */
public sealed interface Constraint {

  /** The weakest evidence that counts; never {@link Grade#UNKNOWN}. */
  Grade minGrade();

  /** The demand in words, such as "processing within EEA". */
  String describe();

  /** A demand that names areas: countries or groups. */
  sealed interface OfAreas extends Constraint {
    /** Country codes and group names; their union counts. Never empty. */
    List<String> areas();
  }

  /** A demand on who can compel someone in the serving chain. */
  sealed interface OfExposure extends OfAreas {
    /** Name of the rule for small shares; null if every recorded share counts. */
    @Nullable String controlRule();
  }

  /** Every country in which a request may be processed lies in the areas. */
  record ProcessingWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public ProcessingWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "processing within " + String.join(", ", areas);
    }
  }

  /** Every country in which anything of a request is kept lies in the areas. */
  record StorageWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public StorageWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "storage within " + String.join(", ", areas);
    }
  }

  /**
   * Nothing of a request is kept longer than {@code longest}; zero means nothing is kept at all.
   */
  record RetentionAtMost(Duration longest, Grade minGrade) implements Constraint {
    public RetentionAtMost {
      if (longest == null || longest.isNegative()) {
        throw new IllegalArgumentException(
            "longest is " + longest + ": an ISO 8601 duration such as P30D is needed");
      }
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "retention at most " + longest;
    }
  }

  /** Every country to which telemetry goes lies in the areas. */
  record TelemetryWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public TelemetryWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "telemetry within " + String.join(", ", areas);
    }
  }

  /** Every country from which people can reach what passes through lies in the areas. */
  record HumanAccessWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public HumanAccessWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "human access from within " + String.join(", ", areas);
    }
  }

  /** Every country whose authorities can compel disclosure lies in the areas. */
  record DisclosureWithin(List<String> areas, @Nullable String controlRule, Grade minGrade)
      implements OfExposure {
    public DisclosureWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "disclosure exposure within " + String.join(", ", areas) + by(controlRule);
    }
  }

  /** No country whose authorities can compel disclosure lies in the areas. */
  record DisclosureOutside(List<String> areas, @Nullable String controlRule, Grade minGrade)
      implements OfExposure {
    public DisclosureOutside {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "disclosure exposure outside " + String.join(", ", areas) + by(controlRule);
    }
  }

  /** Every country whose authorities can compel someone to switch it off lies in the areas. */
  record DenialWithin(List<String> areas, @Nullable String controlRule, Grade minGrade)
      implements OfExposure {
    public DenialWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "denial exposure within " + String.join(", ", areas) + by(controlRule);
    }
  }

  /** No country whose authorities can compel someone to switch it off lies in the areas. */
  record DenialOutside(List<String> areas, @Nullable String controlRule, Grade minGrade)
      implements OfExposure {
    public DenialOutside {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "denial exposure outside " + String.join(", ", areas) + by(controlRule);
    }
  }

  /** Keys are held in one of the ways, named as in the catalogue: NONE, PROVIDER, BYOK, HYOK. */
  record KeysHeld(List<String> ways, Grade minGrade) implements Constraint {
    private static final List<String> WAYS = List.of("NONE", "PROVIDER", "BYOK", "HYOK");

    public KeysHeld {
      ways = listed(ways, "ways");
      for (String way : ways) {
        if (!WAYS.contains(way)) {
          throw new IllegalArgumentException("ways: \"" + way + "\" is not one of " + WAYS);
        }
      }
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "keys held as " + String.join(" or ", ways);
    }
  }

  /** The endpoint lies in the scope of a certificate of the scheme. */
  record CertifiedBy(String scheme, Grade minGrade) implements Constraint {
    public CertifiedBy {
      Checks.scheme(scheme);
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "certified by " + scheme;
    }
  }

  /** The model's licence is one of those named, as SPDX expressions or LicenseRefs. */
  record LicensedUnder(List<String> licences, Grade minGrade) implements Constraint {
    public LicensedUnder {
      licences = listed(licences, "licences");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "model licensed under " + String.join(" or ", licences);
    }
  }

  /** Every country of those who made the weights lies in the areas. */
  record OriginWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public OriginWithin {
      areas = listed(areas, "areas");
      minGrade = graded(minGrade);
    }

    @Override
    public String describe() {
      return "model origin within " + String.join(", ", areas);
    }
  }

  private static String by(@Nullable String controlRule) {
    return controlRule == null ? "" : " by " + controlRule;
  }

  private static List<String> listed(List<String> names, String field) {
    if (names == null || names.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty: it would never be met");
    }
    return List.copyOf(names);
  }

  private static Grade graded(Grade minGrade) {
    Grade grade = Objects.requireNonNullElse(minGrade, Grade.DECLARED);
    if (grade == Grade.UNKNOWN) {
      throw new IllegalArgumentException("minGrade UNKNOWN would let anything count");
    }
    return grade;
  }
}
