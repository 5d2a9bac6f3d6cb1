package eu.bailiwick.sovereignty.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.bailiwick.sovereignty.evidence.Grade;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintTest {

  @Test
  void describesItselfInWords() {
    List<String> areas = List.of("EEA", "CH");
    assertThat(new Constraint.ProcessingWithin(areas, Grade.DECLARED).describe())
        .isEqualTo("processing within EEA, CH");
    assertThat(new Constraint.DisclosureWithin(areas, null, Grade.DECLARED).describe())
        .isEqualTo("disclosure exposure within EEA, CH");
    assertThat(new Constraint.DisclosureOutside(areas, null, Grade.DECLARED).describe())
        .isEqualTo("disclosure exposure outside EEA, CH");
    assertThat(new Constraint.CertifiedBy("SECNUMCLOUD", Grade.CERTIFIED).describe())
        .isEqualTo("certified by SECNUMCLOUD");
  }

  @Test
  void refusesToAskForNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Constraint.ProcessingWithin(List.of(), Grade.DECLARED))
        .withMessageContaining("areas is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Constraint.DisclosureOutside(List.of("US"), null, Grade.UNKNOWN))
        .withMessageContaining("would let anything count");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Constraint.CertifiedBy("", Grade.CERTIFIED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Policy("p", Scope.PLATFORM, List.of(), List.of()))
        .withMessageContaining("would constrain nothing");
  }

  @Test
  @SuppressWarnings("NullAway") // what a document leaves out arrives as null
  void gradeLeftOutMeansDeclared() {
    assertThat(new Constraint.DisclosureWithin(List.of("EEA"), null, null).minGrade())
        .isEqualTo(Grade.DECLARED);
  }

  @Test
  void keepsItsOwnCopyOfTheAreas() {
    List<String> areas = new ArrayList<>(List.of("EEA"));
    var constraint = new Constraint.ProcessingWithin(areas, Grade.DECLARED);
    areas.add("US");
    assertThat(constraint.areas()).containsExactly("EEA");
  }
}
