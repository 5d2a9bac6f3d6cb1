package eu.bailiwick.metering.cell;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Asks metering, as an officer. */
public final class Api {

  /** What its questions are for. */
  public static final String PURPOSE = "a test";

  private final String token;

  public Api(Cell cell) {
    token = cell.token("officer");
  }

  /** A request of the officer, with a purpose. */
  public RequestSpecification officer() {
    return asking(token);
  }

  /** A request of whoever has the token, with a purpose. */
  public static RequestSpecification asking(String token) {
    return given().auth().oauth2(token).header("Bailiwick-Purpose", PURPOSE);
  }

  /** The answer to a question that is answered; the question with its query string. */
  public JsonPath get(String question) {
    return officer()
        .urlEncodingEnabled(false)
        .get(question)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
