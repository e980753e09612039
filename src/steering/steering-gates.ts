import { escapeText, foldLine } from "../activity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { wordsIn, type Words } from "../platform/i18n/words.tsx";
import type { Gate } from "../platform/web/gate.ts";
import { cookieName, cookieOf, hashOfToken, SAFE_HEADERS } from "../platform/web/request.ts";
import type { Gathering, Point } from "./gathering.ts";
import { findMinutes } from "./gathering-store.ts";
import { findGroup } from "./group-store.ts";
import type { Group } from "./steering.ts";

type GateDeps = { readonly database: Database; readonly clock: Clock; readonly url: string };

const utc = (instant: Date): string => instant.toISOString().replaceAll(/[-:]|\.\d+/g, "");
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Meant = { readonly group: Group; readonly gathering: Gathering; readonly points: readonly Point[] };

/** A meeting for one's own calendar: when, where, and what it is about. @ground RFC 5545 */
export function gatheringCalendar({ group, gathering, points }: Meant, words: Words, url: string): string {
  const off = gathering.state === "cancelled";
  const agenda = points.map(({ title, who, minutes }, nth) => [`${nth + 1}. ${title}`, who, minutes === undefined ? "" : words.t("steering.long", { minutes })].filter((part) => part !== "").join(", "));
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kring//Grupper//SV", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT", `UID:${gathering.id}@kring`, `DTSTAMP:${utc(gathering.changedAt)}`, `LAST-MODIFIED:${utc(gathering.changedAt)}`,
    `SEQUENCE:${gathering.sequence}`, `DTSTART:${utc(gathering.startsAt)}`, `DTEND:${utc(gathering.endsAt)}`, `SUMMARY:${escapeText(off ? words.t("steering.calendar.off", { name: group.name }) : group.name)}`, `LOCATION:${escapeText(gathering.place)}`,
    `DESCRIPTION:${escapeText(agenda.join("\n"))}`, `URL:${url}/groups/${group.id}/meetings/${gathering.id}`, `STATUS:${off ? "CANCELLED" : "CONFIRMED"}`, "END:VEVENT", "END:VCALENDAR",
  ];
  return `${lines.map(foldLine).join("\r\n")}\r\n`;
}

const nothing = (): Response => new Response("", { status: 404, headers: { ...SAFE_HEADERS, "cache-control": "no-store" } });

/** One meeting as a file for one's own calendar. Who is asking is known by the session, and row-level security decides: points come to the group alone. */
export const steeringGates = (deps: GateDeps): Gate[] => [{
  path: "/groups/:group/:file{[0-9a-f-]+\\.ics}", method: "GET", access: "public", audit: { event: "group.calendar.fetched" },
  handle: async (request, { group = "", file = "" }) => {
    const [token, id, at] = [cookieOf(request, cookieName(deps.url.startsWith("https://"))), file.slice(0, -".ics".length), deps.clock.now()];
    if (token === undefined || !UUID.test(group) || !UUID.test(id)) return nothing();
    return deps.database.withActor({ tokenHash: hashOfToken(token), at }, "group.calendar.fetched", async ({ tx, actor, audit }) => {
      const [found, minutes, self] = await Promise.all([findGroup(tx, group), findMinutes(tx, { group, id }), actor]);
      const shown = found && minutes && self?.duty && minutes.points.length > 0;
      audit({ event: "group.calendar.fetched", outcome: shown ? "granted" : "refused", shown: shown ? { meeting: id } : {} });
      if (!shown) return nothing();
      const text = gatheringCalendar({ group: found, ...minutes }, wordsIn("sv"), deps.url);
      return new Response(text, { headers: { ...SAFE_HEADERS, "content-type": "text/calendar; charset=utf-8", "content-disposition": 'attachment; filename="kring.ics"', "cache-control": "no-store" } });
    });
  },
}];
