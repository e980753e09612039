import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { groundsFor } from "../access/grounds.ts";
import type { BranchKind } from "../access/secrecy.ts";
import { readAbsence } from "../attendance/index.ts";
import { page } from "../house.ts";
import { AttendancePage, type LadderModel } from "./attendance-pages.tsx";
import { SecrecyGuidePage, TracksPage, type SecrecyModel } from "./tracks-pages.tsx";
import { inThinkingOrder, readWondering, someoneAged } from "./tracks.ts";

/** Helps somebody choose among the three ways that are never mixed. @model degerforsmodellen 3.2 */
const tracksPage = page({
  path: "/tracks",
  area: "staff",
  access: "staff",
  audit: { event: "tracks.opened" },
  load: async ({ house }) => house.practice,
  title: (_, words) => words.t("tracks.title"),
  view: (practice) => <TracksPage practice={practice} />,
});

/** May I tell? From the same dated catalogue that decides what may be sent. @ground OSL 8:1, 10 kap. @model degerforsmodellen 3.8 */
const secrecyPage = page({
  path: "/tracks/secrecy",
  area: "staff",
  access: "staff",
  audit: { event: "secrecy.read" },
  load: async ({ actor, query, today }): Promise<SecrecyModel> => {
    const own = ((await actor)?.duty?.branchKind ?? "school") as BranchKind;
    const wondering = readWondering(query, own);
    const offers = wondering ? groundsFor({ ...wondering, subject: someoneAged(wondering.age, today), on: today }) : [];
    return { own, wondering, offers: inThinkingOrder(offers), version: CATALOGUE.version };
  },
  title: (_, words) => words.t("secrecyGuide.title"),
  view: (model, seen) => <SecrecyGuidePage model={model} seen={seen} />,
});

/** Which step an absence has reached, and what to do. What is typed is not kept. @model degerforsmodellen 3.6 */
const attendancePage = page({
  path: "/tracks/attendance",
  area: "staff",
  access: "staff",
  audit: { event: "attendance.read" },
  load: async ({ house: { practice }, query }): Promise<LadderModel> => {
    const asked = readAbsence(query);
    return { practice, asked, written: { percent: (query.get("percent") ?? "").slice(0, 20), weeks: (query.get("weeks") ?? "").slice(0, 20) }, missed: query.has("percent") && !asked };
  },
  title: (_, words) => words.t("attendanceLadder.title"),
  view: (model) => <AttendancePage {...model} />,
});

export const tracksRoutes = [tracksPage, secrecyPage, attendancePage];
