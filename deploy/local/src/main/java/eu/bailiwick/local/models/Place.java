package eu.bailiwick.local.models;

/**
 * Where a model server claims to stand; everything really runs on this machine.
 *
 * @param site id of the site in the sample catalogue
 * @param country ISO 3166-1 alpha-2 code
 */
public record Place(String site, String country) {}
