package eu.bailiwick.metering.cell;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Asks metering, as an officer. */
public final class Api {

  private final String token;

  public Api(Cell cell) {
    token = cell.token("officer");
  }

  /** A request of the officer. */
  public RequestSpecification officer() {
    return given().auth().oauth2(token);
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
