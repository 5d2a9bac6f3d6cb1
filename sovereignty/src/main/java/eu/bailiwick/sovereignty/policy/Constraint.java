package eu.bailiwick.sovereignty.policy;

import eu.bailiwick.sovereignty.evidence.Checks;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.util.List;
import java.util.Objects;

/** One demand on an endpoint's facts. Facts below {@link #minGrade()} count as unknown. */
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

  /** Every country in which a request may be processed lies in the areas. */
  record ProcessingWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public ProcessingWithin {
      areas = checked(areas);
      minGrade = checked(minGrade);
    }

    @Override
    public String describe() {
      return "processing within " + String.join(", ", areas);
    }
  }

  /** Every country whose authorities can compel disclosure lies in the areas. */
  record DisclosureWithin(List<String> areas, Grade minGrade) implements OfAreas {
    public DisclosureWithin {
      areas = checked(areas);
      minGrade = checked(minGrade);
    }

    @Override
    public String describe() {
      return "disclosure exposure within " + String.join(", ", areas);
    }
  }

  /** No country whose authorities can compel disclosure lies in the areas. */
  record DisclosureOutside(List<String> areas, Grade minGrade) implements OfAreas {
    public DisclosureOutside {
      areas = checked(areas);
      minGrade = checked(minGrade);
    }

    @Override
    public String describe() {
      return "disclosure exposure outside " + String.join(", ", areas);
    }
  }

  /** The endpoint lies in the scope of a certificate of the scheme. */
  record CertifiedBy(String scheme, Grade minGrade) implements Constraint {
    public CertifiedBy {
      Checks.scheme(scheme);
      minGrade = checked(minGrade);
    }

    @Override
    public String describe() {
      return "certified by " + scheme;
    }
  }

  private static List<String> checked(List<String> areas) {
    if (areas == null || areas.isEmpty()) {
      throw new IllegalArgumentException("areas is empty: a country code or a group is needed");
    }
    return List.copyOf(areas);
  }

  private static Grade checked(Grade minGrade) {
    Grade grade = Objects.requireNonNullElse(minGrade, Grade.DECLARED);
    if (grade == Grade.UNKNOWN) {
      throw new IllegalArgumentException("minGrade UNKNOWN would let anything count");
    }
    return grade;
  }
}
