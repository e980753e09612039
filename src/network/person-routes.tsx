import { z } from "zod";
import { byDuty, deleteDutyCard, findDutyCard, listNaming, listPeople, saveDutyCard, type DutyCard } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { listColleagues, type Colleague } from "../organisation/index.ts";
import { addYears, type Day } from "../platform/clock.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse } from "../platform/result.ts";
import { choice, day, line, text, type Values } from "../platform/web/fields.ts";
import { listOffers } from "../visit/index.ts";
import { MePage, PersonPage, type Naming, type PersonModel } from "./person-pages.tsx";

const staff = { area: "staff", access: "staff" } as const;

const personPage = page({
  path: "/network/people/:duty", ...staff,
  audit: { event: "colleague.read" },
  params: z.object({ duty: z.uuid() }),
  load: async ({ tx, house, actor, params }): Promise<PersonModel | undefined> => {
    const [card, naming, self, offers] = await Promise.all([findDutyCard(tx, params.duty), listNaming(tx, params.duty), actor, listOffers(tx)]);
    if (!card?.tasks) return undefined;
    const people = byDuty(await listPeople(tx, house.keys, { duties: [params.duty, ...(card.deputy ? [card.deputy] : [])] }));
    const person = people.get(params.duty);
    return person && { person, card, deputy: people.get(card.deputy ?? ""), naming, isOwn: self?.duty?.id === params.duty, offers: person.unitId !== self?.duty?.unitId && offers.some(({ unitId }) => unitId === person.unitId) };
  },
  trace: ({ card }) => ({ shown: { duty: card.dutyId } }),
  title: (_, words) => words.t("network.person.title"),
  view: (model) => <PersonPage model={model} />,
});

type Me = { readonly today: Day; readonly card: DutyCard | undefined; readonly naming: Naming; readonly colleagues: readonly Colleague[] };

const NAMES = ["shown", "as-named", "hidden"] as const;

const meFields = ({ colleagues, today }: Me, words: Words) => ({
  name: choice({ label: words.t("network.me.name"), required: true, options: NAMES.map((name) => ({ value: name, label: words.t(`network.me.name.${name}`), hint: words.t(`network.me.name.${name}.hint`) })) }),
  title: line({ label: words.t("network.me.position"), hint: words.t("network.me.position.hint"), max: 80 }),
  tasks: text({ label: words.t("network.me.tasks"), required: true, max: 300, rows: 2 }),
  askMe: text({ label: words.t("network.me.ask-me"), hint: words.t("network.me.ask-me.hint"), max: 300, rows: 2 }),
  competences: text({ label: words.t("network.me.competences"), hint: words.t("network.me.competences.hint"), max: 800, rows: 3 }),
  languages: line({ label: words.t("network.me.languages"), hint: words.t("network.me.languages.hint"), max: 120 }),
  reach: text({ label: words.t("network.me.reach"), hint: words.t("network.me.reach.hint"), max: 200, rows: 2 }),
  deputy: choice({ label: words.t("network.me.deputy"), drawn: "list", options: colleagues.map(({ dutyId, name }) => ({ value: dutyId, label: name, said: true })) }),
  awayUntil: day({ label: words.t("network.me.away"), hint: words.t("network.me.away.hint"), from: today, to: addYears(today, 2) }),
  studyVisits: choice({ label: words.t("network.me.visits"), required: true, options: [{ value: "yes", label: words.t("network.edit.yes") }, { value: "no", label: words.t("network.edit.no") }] }),
});

const valuesOf = ({ deputy, awayUntil, studyVisits, competences, languages, name, title, tasks, askMe, reach }: DutyCard) =>
  ({ name, title, tasks, askMe, reach, competences: competences.join("\n"), languages: languages.join(", "), deputy: deputy ?? "", awayUntil: awayUntil ?? "", studyVisits: studyVisits ? "yes" : "no" });

const cardFrom = (values: Values<ReturnType<typeof meFields>>, of: { dutyId: string; version: number }): DutyCard => {
  const parts = (written: string, by: string) => written.split(by).map((one) => one.trim()).filter(Boolean);
  const { name, title, tasks, askMe, reach } = values;
  return {
    ...of, name: NAMES.find((one) => one === name)!, title, tasks, askMe, reach, competences: parts(values.competences, "\n"), languages: parts(values.languages, ","),
    deputy: values.deputy || undefined, awayUntil: values.awayUntil || undefined, studyVisits: values.studyVisits === "yes",
  };
};

/** One's own card in the duty one acts in: written by oneself, and by nobody else. */
const mePage = form({
  path: "/network/me", ...staff,
  audit: { event: "colleague.written" },
  load: async ({ tx, house, actor, at, today }): Promise<Me | undefined> => {
    const duty = (await actor)?.duty;
    if (!duty) return undefined;
    const [card, naming, colleagues] = await Promise.all([findDutyCard(tx, duty.id), listNaming(tx, duty.id), listColleagues(tx, house.keys, { units: [duty.unitId], at })]);
    return { today, card, naming, colleagues: colleagues.filter(({ dutyId }) => dutyId !== duty.id).sort((one, other) => one.name.localeCompare(other.name, "sv")) };
  },
  title: (_, words) => words.t("network.me.title"),
  fields: meFields,
  initial: ({ card }) => (card ? valuesOf(card) : { name: "as-named", studyVisits: "no" }),
  version: ({ card }) => card?.version ?? 0,
  buttons: (_, words) => [{ label: words.t("network.me.save") }],
  view: ({ naming, card }, seen, { form: drawn }) => <MePage naming={naming} isSaved={Boolean(card?.tasks)} form={drawn} seen={seen} />,
  perform: async (hand, { model: { card }, values, version }) => {
    const numbered = (["title", "tasks", "askMe", "competences", "languages", "reach"] as const).find((name) => hasIdentityNumber(values[name]));
    if (numbered) return refuse("card.identity-number", { field: numbered });
    const dutyId = dutyOf(hand).id;
    if (await saveDutyCard(hand.tx, cardFrom(values, { dutyId, version }))) return { to: `/network/people/${dutyId}`, done: "personSaved" };
    const theirs: Record<string, string> = card ? valuesOf(card) : {};
    return { conflict: Object.fromEntries(Object.entries(theirs).filter(([name, value]) => (values as Record<string, unknown>)[name] !== value)) };
  },
});

const removePage = form({
  path: "/network/me/remove", ...staff,
  audit: { event: "colleague.removed" },
  load: async () => ({}),
  title: (_, words) => words.t("network.me.remove"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("network.me.remove"), kind: "danger" as const }],
  view: (_, { words }, { form: drawn }) => <><h1>{words.t("network.me.remove")}</h1><p>{words.t("network.me.remove.text")}</p>{drawn}</>,
  perform: async (hand) => {
    await deleteDutyCard(hand.tx, dutyOf(hand).id);
    return { to: "/network", done: "personRemoved" };
  },
});

export const personRoutes = [personPage, mePage, removePage];
