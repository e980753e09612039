import { z } from "zod";
import { byDuty, listPeople, writeLetters } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { listUnits } from "../organisation/index.ts";
import { dayOf, instantOf, timeOf, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { choice, choices, day, line, text, time, type Fields } from "../platform/web/fields.ts";
import { Card, Said } from "../ui/index.ts";
import { agendaFrom, canAdjust, rowsFor, type Action, type Point } from "./gathering.ts";
import { CallPage, comers, GatheringPage, gatheringCrumbs, gatheringPath, MinutesPage, type GatheringModel, type Meant } from "./gathering-pages.tsx";
import { cancelGathering, changeGathering, closeMinutes, findAction, findMinutes, finishAction, insertCorrection, insertGathering, writeMinutes, type Written } from "./gathering-store.ts";
import { FormPage, groupCrumbs, whoIs, whoText } from "./group-pages.tsx";
import { dutiesIn, findGroup, findPact } from "./group-store.ts";
import { aboutSomebody, type Group } from "./steering.ts";

const ofGroup = z.object({ group: z.uuid() });
const ofGathering = ofGroup.extend({ meeting: z.uuid() });
type Values = Readonly<Record<string, string | readonly string[]>>;
const said = (values: Values, name: string): string => { const value = values[name]; return typeof value === "string" ? value : ""; };
const anyway = (values: Values): boolean => (values["anyway"] ?? "").length > 0;

type Where = { readonly tx: Parameters<typeof findPact>[0]; readonly house: { readonly keys: Parameters<typeof listPeople>[1] } };

async function loadMeant({ tx, house }: Where, group: string): Promise<Meant | undefined> {
  const [pact, found, people] = await Promise.all([findPact(tx, { group }), findGroup(tx, group), listPeople(tx, house.keys, { duties: dutiesIn({ group }) })]);
  return pact && found && { pact, group: found, people: byDuty(people) };
}
async function loadGathering(where: Where, { group, meeting }: { group: string; meeting: string }): Promise<GatheringModel | undefined> {
  const [meant, minutes] = await Promise.all([loadMeant(where, group), findMinutes(where.tx, { group, id: meeting })]);
  return meant && minutes && { ...meant, minutes };
}

/** Names that stand in minutes without telling who a child is: those of the parties, their units and the members. */
const knownIn = ({ pact, people }: Meant, units: ReadonlyArray<{ readonly name: string; readonly authority: string; readonly town: string }>): string[] =>
  [pact.title, ...pact.parties.flatMap(({ board, authority }) => [board, authority]), ...[...people.values()].flatMap(({ name }) => name ?? []), ...units.flatMap(({ name, authority, town }) => [name, authority, town])];

const anywayField = (words: Words) => choices({ label: words.t("steering.anyway"), options: [{ value: "yes", label: words.t("steering.anyway.yes") }] });

function callFields(points: readonly Point[], words: Words): Fields {
  const row = (nth: number): Fields => ({
    [`title-${nth}`]: line({ label: words.t("steering.point", { number: nth + 1 }), max: 120, width: "long" }), [`who-${nth}`]: line({ label: words.t("steering.point.who"), max: 80, width: "medium" }),
    [`long-${nth}`]: line({ label: words.t("steering.point.long"), max: 3, inputMode: "numeric", width: "short" }),
  });
  return {
    on: day({ label: words.t("steering.on"), required: true }), from: time({ label: words.t("steering.from"), required: true }), to: time({ label: words.t("steering.to"), required: true }), place: line({ label: words.t("steering.place"), required: true, max: 160 }),
    ...Object.assign({}, ...Array.from({ length: rowsFor(points) }, (_, nth) => row(nth))) as Fields, anyway: anywayField(words),
  };
}

type Known = { readonly known: readonly string[] };
type Call = { readonly startsAt: Date; readonly endsAt: Date; readonly place: string; readonly points: Exclude<ReturnType<typeof agendaFrom>, Refusal> };

/** What the form of a call says, or the first thing that is wrong with it. */
function callFrom(before: readonly Point[], values: Values, known: readonly string[]): Call | Refusal {
  if (said(values, "to") <= said(values, "from")) return refuse("steering.time", { field: "to" });
  const points = agendaFrom(before, values);
  if (isRefusal(points)) return points;
  const words = Object.fromEntries(points.flatMap(({ title, who }, nth) => [[`title-${nth}`, title], [`who-${nth}`, who]]));
  const wrong = aboutSomebody({ place: said(values, "place"), ...words }, known, anyway(values));
  return wrong ?? { startsAt: instantOf(said(values, "on"), said(values, "from")), endsAt: instantOf(said(values, "on"), said(values, "to")), place: said(values, "place"), points };
}

const accepted = (group: Group): string[] => group.members.flatMap(({ state, dutyId }) => (state === "accepted" ? [dutyId] : []));

const callForm = form({
  path: "/groups/:group/meetings/new", area: "staff", access: "group.hold", audit: { event: "group.called" }, params: ofGroup,
  load: async (asking): Promise<(Meant & Known) | undefined> => {
    const [meant, units] = await Promise.all([loadMeant(asking, asking.params.group), listUnits(asking.tx)]);
    return meant && meant.group.endedOn === undefined ? { ...meant, known: knownIn(meant, units) } : undefined;
  },
  title: (_, words) => words.t("steering.call"),
  fields: (_, words) => callFields([], words),
  buttons: (_, words) => [{ label: words.t("steering.call.send") }],
  view: (meant, { words }, { state }) => <CallPage meant={meant} crumbs={groupCrumbs(words, meant.pact, meant.group)} title={words.t("steering.call")} points={[]} drawn={{ state, buttons: [{ label: words.t("steering.call.send") }] }} />,
  perform: async (acting, { model: { group, known }, values }) => {
    const call = callFrom([], values, known);
    if (isRefusal(call)) return call;
    const id = await insertGathering(acting.tx, { ...call, group: group.id, by: dutyOf(acting).id, at: acting.at });
    await writeLetters(acting.tx, accepted(group));
    return { to: gatheringPath(group, { id }), done: "groupCalled", trace: { shown: { meeting: id } } };
  },
});

const gatheringPage = page({
  path: "/groups/:group/meetings/:meeting", area: "staff", access: "group.read", audit: { event: "group.meeting.read" }, params: ofGathering,
  load: (asking) => loadGathering(asking, asking.params),
  trace: ({ minutes: { gathering } }) => ({ shown: { meeting: gathering.id } }),
  title: (_, words) => words.t("steering.gathering"),
  view: (model, seen) => <GatheringPage model={model} seen={seen} />,
});

const isOpen = ({ minutes: { gathering: { state } } }: GatheringModel): boolean => state === "called" || state === "held";
const editButtons = ({ minutes: { gathering } }: GatheringModel, words: Words) =>
  [{ label: words.t("steering.save"), value: "save" }, ...(gathering.state === "called" ? [{ label: words.t("steering.cancel"), value: "cancel", kind: "danger" as const }] : [])];

const editForm = form({
  path: "/groups/:group/meetings/:meeting/edit", area: "staff", access: "group.hold", audit: { event: "group.recalled" }, params: ofGathering,
  load: async (asking): Promise<(GatheringModel & Known) | undefined> => {
    const [model, units] = await Promise.all([loadGathering(asking, asking.params), listUnits(asking.tx)]);
    return model && isOpen(model) ? { ...model, known: knownIn(model, units) } : undefined;
  },
  title: (_, words) => words.t("steering.call.edit"),
  fields: ({ minutes: { points } }, words) => callFields(points, words),
  initial: ({ minutes: { gathering: { startsAt, endsAt, place }, points } }) => ({
    on: dayOf(startsAt), from: timeOf(startsAt), to: timeOf(endsAt), place,
    ...Object.fromEntries(points.flatMap(({ title, who, minutes }, nth) => [[`title-${nth}`, title], [`who-${nth}`, who], [`long-${nth}`, minutes === undefined ? "" : String(minutes)]])),
  }),
  version: ({ minutes: { gathering } }) => gathering.version,
  buttons: editButtons,
  view: (model, { words }, { state }) => <CallPage meant={model} crumbs={gatheringCrumbs(words, model)} title={words.t("steering.call.edit")} points={model.minutes.points} drawn={{ state, buttons: editButtons(model, words) }} />,
  perform: async ({ tx, at }, { model: { group, minutes: { gathering, points }, known }, values, intent, version }) => {
    const to = gatheringPath(group, gathering);
    const done = { to, trace: { shown: { meeting: gathering.id } } };
    if (intent === "cancel") {
      if (!(await cancelGathering(tx, gathering, at))) return refuse("steering.changed");
      await writeLetters(tx, accepted(group));
      return { ...done, done: "groupCancelled" };
    }
    const call = callFrom(points, values, known);
    if (isRefusal(call)) return call;
    if (await changeGathering(tx, { ...call, gathering, version, at })) return { ...done, done: "saved" };
    return { conflict: { on: dayOf(gathering.startsAt), from: timeOf(gathering.startsAt), to: timeOf(gathering.endsAt), place: gathering.place } };
  },
});

function minutesFields({ group, people, pact, minutes: { points } }: GatheringModel, words: Words): Fields {
  const board = (party: string): string => pact.parties.find(({ id }) => id === party)?.board ?? "";
  const members = comers(group);
  const owners = members.map(({ dutyId }) => ({ value: dutyId, label: whoText(words, people, dutyId), said: true }));
  const of = ({ id }: Point): Fields => ({
    [`notes-${id}`]: text({ label: words.t("steering.notes"), max: 4000, rows: 4 }), [`decision-${id}`]: text({ label: words.t("steering.decide"), max: 1000, rows: 2 }),
    [`action-${id}`]: line({ label: words.t("steering.take-on"), max: 200 }), [`owner-${id}`]: choice({ label: words.t("steering.take-on.who"), drawn: "list", options: owners }), [`due-${id}`]: day({ label: words.t("steering.take-on.due") }),
  });
  return {
    present: choices({ label: words.t("steering.present"), options: members.map(({ id, dutyId, partyId }) => ({ value: id, label: whoText(words, people, dutyId), hint: board(partyId), said: true })) }),
    others: line({ label: words.t("steering.others"), hint: words.t("steering.others.hint"), max: 300 }), ...Object.assign({}, ...points.map(of)) as Fields, anyway: anywayField(words),
  };
}

/** What the form of minutes says of its points, or the first thing that is wrong. */
function pointsFrom(points: readonly Point[], values: Values): Written[] | Refusal {
  const written: Written[] = [];
  for (const { id } of points) {
    const [what, duty, dueOn] = [said(values, `action-${id}`), said(values, `owner-${id}`), said(values, `due-${id}`) as Day];
    if (what === "" && (duty !== "" || dueOn !== "")) return refuse("steering.nothing-taken", { field: `action-${id}` });
    if (what !== "" && duty === "") return refuse("steering.nobody", { field: `owner-${id}` });
    if (what !== "" && dueOn === "") return refuse("steering.no-day", { field: `due-${id}` });
    written.push({ id, notes: said(values, `notes-${id}`), decision: said(values, `decision-${id}`), action: what === "" ? undefined : { what, duty, dueOn } });
  }
  return written;
}

const minutesForm = form({
  path: "/groups/:group/meetings/:meeting/minutes", area: "staff", access: "group.hold", audit: { event: "group.minuted" }, params: ofGathering,
  load: async (asking): Promise<(GatheringModel & Known) | undefined> => {
    const [model, units] = await Promise.all([loadGathering(asking, asking.params), listUnits(asking.tx)]);
    return model && isOpen(model) && dayOf(model.minutes.gathering.startsAt) <= asking.today ? { ...model, known: knownIn(model, units) } : undefined;
  },
  title: (_, words) => words.t("steering.minutes.write"),
  fields: minutesFields,
  initial: ({ minutes: { gathering, points, decisions, actions, present } }) => ({
    present, others: gathering.others,
    ...Object.fromEntries(points.flatMap(({ id, notes }) => {
      const [decision, action] = [decisions.find(({ pointId }) => pointId === id), actions.find(({ pointId }) => pointId === id)];
      return [[`notes-${id}`, notes], [`decision-${id}`, decision?.text ?? ""], [`action-${id}`, action?.what ?? ""], [`owner-${id}`, action?.dutyId ?? ""], [`due-${id}`, action?.dueOn ?? ""]];
    })),
  }),
  version: ({ minutes: { gathering } }) => gathering.version,
  buttons: (_, words) => [{ label: words.t("steering.minutes.save") }],
  view: (model, { words }, { state }) => <MinutesPage model={model} drawn={{ state, buttons: [{ label: words.t("steering.minutes.save") }] }} />,
  perform: async (acting, { model: { group, minutes: { gathering, points }, known }, values, version }) => {
    const written = pointsFrom(points, values);
    if (isRefusal(written)) return written;
    const words = Object.fromEntries(points.flatMap(({ id }) => ["notes", "decision", "action"].map((name) => [`${name}-${id}`, said(values, `${name}-${id}`)])));
    const wrong = aboutSomebody({ others: said(values, "others"), ...words }, [...known, said(values, "others")], anyway(values));
    if (wrong) return wrong;
    const present = values["present"];
    const saved = await writeMinutes(acting.tx, { id: gathering.id, version, by: dutyOf(acting).id, at: acting.at, present: typeof present === "string" ? [present] : [...(present ?? [])], others: said(values, "others"), points: written });
    if (saved) return { to: gatheringPath(group, gathering), done: "groupMinuted", trace: { shown: { meeting: gathering.id } } };
    return { conflict: Object.fromEntries(points.filter(({ id, notes }) => notes !== said(values, `notes-${id}`)).map(({ id, notes }) => [`notes-${id}`, notes])) };
  },
});

/** Somebody of the group who has not written the minutes says that they are right. Then they never change. */
const adjustForm = form({
  path: "/groups/:group/meetings/:meeting/adjust", area: "staff", access: "group.belong", audit: { event: "group.adjusted" }, params: ofGathering,
  load: async (asking) => {
    const [model, self] = await Promise.all([loadGathering(asking, asking.params), asking.actor]);
    return model && canAdjust(model.minutes.gathering, model.group.members, self?.duty?.id) ? model : undefined;
  },
  title: (_, words) => words.t("steering.adjust"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("steering.adjust") }],
  view: (model, { words }, drawn) => <FormPage pact={model.pact} crumbs={gatheringCrumbs(words, model)} over={<Said>{model.group.name}</Said>} title={words.t("steering.adjust")} lead={words.t("steering.adjust.lead")}>{drawn.form}</FormPage>,
  perform: async ({ tx }, { model: { group, minutes: { gathering } } }) =>
    ((await closeMinutes(tx, gathering.id)) ? { to: gatheringPath(group, gathering), done: "groupAdjusted", trace: { shown: { meeting: gathering.id } } } : refuse("steering.changed")),
});

const correctForm = form({
  path: "/groups/:group/meetings/:meeting/correct", area: "staff", access: "group.belong", audit: { event: "group.corrected" }, params: ofGathering,
  load: async (asking): Promise<(GatheringModel & Known) | undefined> => {
    const [model, units] = await Promise.all([loadGathering(asking, asking.params), listUnits(asking.tx)]);
    return model?.minutes.gathering.state === "closed" ? { ...model, known: knownIn(model, units) } : undefined;
  },
  title: (_, words) => words.t("steering.correct"),
  fields: (_, words) => ({ text: text({ label: words.t("steering.correct.text"), required: true, max: 1000, rows: 4 }), anyway: anywayField(words) }),
  buttons: (_, words) => [{ label: words.t("steering.correct.send") }],
  view: (model, { words }, drawn) => <FormPage pact={model.pact} crumbs={gatheringCrumbs(words, model)} over={<Said>{model.group.name}</Said>} title={words.t("steering.correct")} lead={words.t("steering.correct.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async (acting, { model: { group, minutes: { gathering }, known }, values }) => {
    const wrong = aboutSomebody({ text: values.text }, known, anyway(values));
    if (wrong) return wrong;
    await insertCorrection(acting.tx, { meeting: gathering.id, duty: dutyOf(acting).id, at: acting.at, text: values.text });
    return { to: gatheringPath(group, gathering), done: "saved", trace: { shown: { meeting: gathering.id } } };
  },
});

type Taken = Meant & { readonly action: Action & { readonly meetingId: string } };

/** What somebody took on is done. Whoever took it on says so, or those who hold the group. */
const actionForm = form({
  path: "/groups/:group/actions/:action", area: "staff", access: "group.follow", audit: { event: "group.action.done" }, params: ofGroup.extend({ action: z.uuid() }),
  load: async (asking): Promise<Taken | undefined> => {
    const [meant, action] = await Promise.all([loadMeant(asking, asking.params.group), findAction(asking.tx, { group: asking.params.group, id: asking.params.action })]);
    return meant && action && { ...meant, action };
  },
  title: (_, words) => words.t("steering.action.one"),
  fields: () => ({}),
  buttons: ({ action }, words) => (action.doneAt ? [] : [{ label: words.t("steering.action.done") }]),
  view: ({ pact, group, people, action }, seen, drawn) => (
    <FormPage pact={pact} crumbs={groupCrumbs(seen.words, pact, group)} over={<Said>{group.name}</Said>} title={seen.words.t("steering.action.one")} lead={<Said>{action.what}</Said>}>
      <Card>
        <p>{whoIs(seen.words, people, action.dutyId)}, {seen.words.t("steering.by", { day: seen.words.day(action.dueOn) })}</p>
        <p><a href={gatheringPath(group, { id: action.meetingId })}>{seen.words.t("steering.action.from")}</a></p>
        {action.doneAt ? <p>{seen.words.t("steering.done-on", { day: seen.words.day(dayOf(action.doneAt)) })}</p> : (seen.can("group.hold") || seen.actor?.duty?.id === action.dutyId) && drawn.form}
      </Card>
    </FormPage>
  ),
  perform: async ({ tx, at }, { model: { group, action } }) => ((await finishAction(tx, action.id, at)) ? { to: `/groups/${group.id}`, done: "saved", trace: { shown: { action: action.id } } } : refuse("steering.changed")),
});

export const gatheringRoutes = [callForm, gatheringPage, editForm, minutesForm, adjustForm, correctForm, actionForm];
