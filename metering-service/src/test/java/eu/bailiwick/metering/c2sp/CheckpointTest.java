package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final String TEXT = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

  @Test
  void exampleOfTheSpecificationIsReadAndWritten() {
    Checkpoint checkpoint = Checkpoint.parse(TEXT);

    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.root())
        .isEqualTo(
            new Bytes(
                HexFormat.of()
                    .parseHex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")));
    assertThat(checkpoint.text()).isEqualTo(TEXT);
  }

  @Test
  void extensionsAreKept() {
    Checkpoint checkpoint = Checkpoint.parse(TEXT + "one\ntwo\n");

    assertThat(checkpoint.extensions()).isEqualTo(List.of("one", "two"));
    assertThat(checkpoint.text()).isEqualTo(TEXT + "one\ntwo\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n1\n",
        "\n1\n" + ROOT + "\n",
        "o\n01\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n1 \n" + ROOT + "\n",
        "o\n١\n" + ROOT + "\n",
        "o\n9223372036854775808\n" + ROOT + "\n",
        "o\n1\nAAAA\n",
        "o\n1\n" + ROOT,
        "o\n1\n" + ROOT + "\n\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
      })
  void whatIsNoCheckpointIsRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
  }
}
