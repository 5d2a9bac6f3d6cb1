package eu.bailiwick.local.platform;

import eu.bailiwick.local.models.Place;

/** The endpoints of the sample catalogue; each has a model server of its own. */
public enum SampleEndpoint {
  CHAT_PARIS("chat-paris", "scripted-chat", "paris-1", "FR", 0),
  CHAT_FRANKFURT("chat-frankfurt", "scripted-chat", "frankfurt-1", "DE", 1),
  CHAT_ASHBURN("chat-ashburn", "scripted-chat", "ashburn-1", "US", 2),
  MERIDIAN_DUBLIN("meridian-dublin", "meridian-chat", "dublin-1", "IE", 3),
  POLDER_AMSTERDAM("polder-amsterdam", "polder-chat", "amsterdam-1", "NL", 4),
  EMBEDDINGS_PARIS("embeddings-paris", "all-minilm-l6-v2", "paris-1", "FR", 5);

  private final String id;
  private final String model;
  private final String site;
  private final String country;
  private final int position;

  SampleEndpoint(String id, String model, String site, String country, int position) {
    this.id = id;
    this.model = model;
    this.site = site;
    this.country = country;
    this.position = position;
  }

  /** Its id in the catalogue. */
  public String id() {
    return id;
  }

  /** The model that it serves. */
  public String model() {
    return model;
  }

  /** Where it claims to stand. */
  public Place place() {
    return new Place(site, country);
  }

  /** Its place in the list of the model servers' ports. */
  int position() {
    return position;
  }
}
