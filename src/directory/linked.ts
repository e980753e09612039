import type { Ages, Location } from "./directory.ts";

/** A place in the words of schema.org. */
export const linkedPlace = ({ name, street, postalCode, town, latitude, longitude }: Location) => ({
  "@type": "Place", name, address: { "@type": "PostalAddress", streetAddress: street, postalCode, addressLocality: town, addressCountry: "SE" },
  geo: { "@type": "GeoCoordinates", latitude, longitude },
});

/** For whom something is, with the child's age: a child on its way counts as nought. */
export const linkedAudience = (who: string, { from, to }: Ages) =>
  ({ "@type": "PeopleAudience", audienceType: who, suggestedMinAge: Math.max(0, from), suggestedMaxAge: Math.max(0, to) });
