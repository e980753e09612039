import { linkedAudience, linkedPlace } from "../directory/index.ts";
import type { Activity, Session } from "./activity.ts";
import type { SeatsOf } from "./activity-store.ts";
import { seatsLeft } from "./session-lines.tsx";

type Around = { readonly url: string; readonly seatsOf: SeatsOf; /** For whom it is, in words. */ readonly audience: string };

const eventOf = (session: Session, { seatsOf, audience, url }: Around): object => {
  const { handle, name, about, unit, location, ages, languages, cost, capacity }: Activity = session.activity;
  return {
    "@type": "Event", url: `${url}/activities/${handle}`, name, description: about, startDate: session.startsAt.toISOString(), endDate: session.endsAt.toISOString(),
    eventStatus: `https://schema.org/${session.calledOff ? "EventCancelled" : "EventScheduled"}`, eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    location: location && linkedPlace(location), organizer: { "@type": "Organization", name: unit }, audience: linkedAudience(audience, ages), inLanguage: languages,
    isAccessibleForFree: cost === "free", maximumAttendeeCapacity: capacity, remainingAttendeeCapacity: session.calledOff ? undefined : seatsLeft(session, seatsOf),
  };
};

/** The next times of an activity in the words of schema.org, those that were called off among them. */
export const linkedEvents = (coming: readonly Session[], around: Around): object => ({ "@context": "https://schema.org", "@graph": coming.map((session) => eventOf(session, around)) });
