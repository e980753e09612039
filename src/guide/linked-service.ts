import { webAddress, type Hours, type Service, type Weekday } from "../directory/directory.ts";
import { linkedAudience, linkedPlace } from "../directory/index.ts";

/** What the address bar and the page already say, for programs: which kind of help it is, whom the guide is for (missing for the whole country), and where the house is. */
type Around = { readonly url: string; readonly kindName: string | undefined; readonly served: string | undefined };

const DAYS: Readonly<Record<Weekday, string>> = { mo: "Monday", tu: "Tuesday", we: "Wednesday", th: "Thursday", fr: "Friday", sa: "Saturday", su: "Sunday" };
const PUBLIC: ReadonlySet<string> = new Set(["municipality", "region", "state"]);

const hoursOf = ({ days, from, to }: Hours) =>
  ({ "@type": "OpeningHoursSpecification", dayOfWeek: days.map((day) => `https://schema.org/${DAYS[day]}`), opens: from, closes: to === "24:00" ? "23:59" : to });

const some = <T>(items: readonly T[]): readonly T[] | undefined => (items.length > 0 ? items : undefined);

/** A card in the words of schema.org. It is read away from the page: addresses are whole. */
export function linkedService(service: Service, { kindName, served, url }: Around): object {
  const { name, also, mission, forWhom, ages, phone, channel, hours, location, languages, authority, authorityKind, handle } = service;
  const isPublic = PUBLIC.has(authorityKind);
  return {
    "@context": "https://schema.org", "@type": isPublic ? "GovernmentService" : "Service", "@id": `${url}/services/${handle}`, url: `${url}/services/${handle}`, name, alternateName: some(also), description: mission, serviceType: kindName,
    provider: { "@type": isPublic ? "GovernmentOrganization" : "Organization", name: authority },
    areaServed: served === undefined ? { "@type": "Country", name: "Sverige" } : { "@type": "AdministrativeArea", name: served },
    audience: linkedAudience(forWhom, ages),
    hoursAvailable: some(hours.map(hoursOf)),
    availableChannel: {
      "@type": "ServiceChannel", availableLanguage: some(languages), serviceLocation: location && linkedPlace(location),
      servicePhone: { "@type": "ContactPoint", telephone: phone, email: channel.kind === "email" ? channel.value : undefined },
      serviceUrl: channel.kind === "web" ? webAddress(channel.value) : undefined,
    },
  };
}
