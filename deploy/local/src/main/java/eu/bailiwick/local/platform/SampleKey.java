package eu.bailiwick.local.platform;

/** The API keys of the sample catalogue; the platform makes up the keys themselves. */
public enum SampleKey {
  /** Of a French clinic's triage, which handles health data. */
  TRIAGE("triage-key"),
  /** Of the clinic's patient portal, which handles personal data. */
  PORTAL("portal-key"),
  /** Of the clinic's public website. */
  WEBSITE("website-key"),
  /** Of a German utility's information desk, which handles public data in Germany only. */
  INFODESK("infodesk-key");

  private final String id;

  SampleKey(String id) {
    this.id = id;
  }

  /** Its id in the catalogue. */
  public String id() {
    return id;
  }
}
