import { form } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse, type Refusal } from "../platform/result.ts";
import { choices, type Values } from "../platform/web/fields.ts";
import { speaking } from "../practice/index.ts";
import { sendMinutes } from "./meeting-actions.ts";
import { partsOf } from "./meeting-content.ts";
import { listParties } from "./meeting-guests.ts";
import { findHere, MeetingPlace, readAround, toldIn, type Around, type Here } from "./meeting-here.ts";
import { cameOf, type Meeting } from "./meeting.ts";
import { CheckPage, ChoosePage, type Chosen, type CheckModel, type MinutesModel } from "./minutes-pages.tsx";

/** The units that were there, and whose consent holds today. */
const unitsThere = (around: Around, matter: Matter, meeting: Meeting): Unit[] =>
  toldIn(around, matter, cameOf(meeting.words.attendance).map(({ who }) => who)).flatMap(({ unit, covered }) => (covered ? [unit] : []));

async function loadMinutes(asking: Here): Promise<MinutesModel | undefined> {
  const [here, around] = await Promise.all([findHere(asking), readAround(asking)]);
  if (here?.meeting.state !== "held") return undefined;
  const { matter, meeting } = here;
  return { ...here, parties: await listParties(asking, matter), units: unitsThere(around, matter, meeting), parts: partsOf(here.meeting, asking.house.practice, speaking(asking.house.practice, "sv")) };
}

const shortened = (text: string): string => (text.length > 140 ? `${text.slice(0, 140)} …` : text);

const fieldsOf = ({ parties, units, parts }: MinutesModel, words: Words) => {
  const partOptions = parts.map(({ id, heading, text }) => ({ value: id, label: heading, hint: shortened(text.replaceAll("\n", " · ")), said: true }));
  return {
    guardians: choices({ label: words.t("meeting.send.guardians"), options: parties.map(({ personId, name }) => ({ value: personId, label: name, said: true })) }),
    guardianParts: choices({ label: words.t("meeting.send.guardianParts"), hint: words.t("meeting.send.guardianParts.hint"), options: partOptions }),
    units: choices({ label: words.t("meeting.send.units"), hint: words.t("meeting.send.units.hint"), options: units.map(({ id, name, authority }) => ({ value: id, label: name, hint: authority, said: true })) }),
    unitParts: choices({ label: words.t("meeting.send.unitParts"), hint: words.t("meeting.send.unitParts.hint"), options: partOptions }),
  };
};

function checkChosen({ guardians, guardianParts, units, unitParts }: Values<ReturnType<typeof fieldsOf>>): Refusal | undefined {
  if (guardians.length + units.length === 0) return refuse("meeting.nothing-chosen", { field: "guardians" });
  if (guardians.length > 0 && guardianParts.length === 0) return refuse("meeting.no-parts", { field: "guardianParts" });
  return units.length > 0 && unitParts.length === 0 ? refuse("meeting.no-parts", { field: "unitParts" }) : undefined;
}

const traceOf = ({ matter, meeting }: MinutesModel) => ({ matterId: matter.id, childId: matter.childId, shown: { meeting: meeting.id } });
const placeOf = ({ matter, meeting }: MinutesModel) => `/matters/${matter.id}/meetings/${meeting.id}/minutes`;

/** Who shall have which part: the guardians everything, the others nothing until it is chosen. @ground OSL 8:1, REQ-012 */
export const chooseMinutesPage = form({
  path: "/matters/:matter/meetings/:meeting/minutes",
  area: "staff",
  access: "delivery.make",
  audit: { event: "minutes.chosen" },
  params: MeetingPlace,
  load: loadMinutes,
  trace: traceOf,
  title: (_, words) => words.t("meeting.send.title"),
  fields: fieldsOf,
  initial: ({ parties, parts }) => ({ guardians: parties.map(({ personId }) => personId), guardianParts: parts.map(({ id }) => id) }),
  buttons: (_, words) => [{ label: words.t("meeting.send.next") }],
  view: (model, seen, { state }) => <ChoosePage model={model} seen={seen} state={state} buttons={[{ label: seen.words.t("meeting.send.next") }]} />,
  perform: async (_, { model, values }) => {
    const refusal = checkChosen(values);
    if (refusal) return refusal;
    const query = new URLSearchParams(Object.entries(values).flatMap(([name, chosen]) => chosen.map((one) => [name, one])));
    return { to: `${placeOf(model)}/check?${query}` };
  },
});

/** What was chosen, of what may be chosen: an address somebody has changed chooses nothing more. */
function chosenIn({ parties, units, parts }: MinutesModel, query: URLSearchParams): Chosen {
  const has = (name: string, id: string) => query.getAll(name).includes(id);
  return {
    guardians: parties.filter(({ personId }) => has("guardians", personId)), guardianParts: parts.filter(({ id }) => has("guardianParts", id)),
    units: units.filter(({ id }) => has("units", id)), unitParts: parts.filter(({ id }) => has("unitParts", id)),
  };
}

const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

/** The last look: who gets what, on which ground. @ground REQ-020, U06 */
export const checkMinutesPage = form({
  path: "/matters/:matter/meetings/:meeting/minutes/check",
  area: "staff",
  access: "delivery.make",
  audit: { event: "minutes.delivered", forFamily: true },
  fresh: true,
  params: MeetingPlace,
  load: async (asking): Promise<CheckModel | undefined> => {
    const model = await loadMinutes(asking);
    const chosen = model && chosenIn(model, asking.query);
    return model && chosen && chosen.guardians.length + chosen.units.length > 0 ? { ...model, chosen, back: `${placeOf(model)}` } : undefined;
  },
  trace: traceOf,
  title: (_, words) => words.t("meeting.check.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("meeting.check.button") }],
  view: (model, seen, { form: drawn }) => <CheckPage model={model} seen={seen} form={drawn} />,
  perform: async (acting, { model }) => {
    const { chosen, matter, meeting } = model;
    const guardians = chosen.guardians.map(({ personId }) => personId);
    const refused = await sendMinutes(acting, { matter, meeting, guardians, guardianParts: idsOf(chosen.guardianParts), units: idsOf(chosen.units), unitParts: idsOf(chosen.unitParts) });
    return refused ?? { to: `/matters/${matter.id}`, done: "minutesSent", trace: { shown: { meeting: meeting.id, guardians, units: idsOf(chosen.units) } } };
  },
});
