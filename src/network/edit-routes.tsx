import { z } from "zod";
import { listTransitions } from "../circle/index.ts";
import { AGE_LIMITS, agesAround } from "../directory/directory.ts";
import { draftOf, listGuides, listLocations, listPeople, shelfOf, speakingOf, unitsAround, type Guide, type Somebody } from "../directory/index.ts";
import { listKindNames } from "../guide/index.ts";
import { form, type House } from "../house.ts";
import { listColleagues, listUnits, ownUnit, type Colleague, type Unit } from "../organisation/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isConflict, isRefusal } from "../platform/result.ts";
import { choice, type Fields } from "../platform/web/fields.ts";
import type { Asking } from "../platform/web/route.ts";
import { CardPlace, loadCard, loadCardAlone, onCard } from "./card-here.ts";
import { CardStep, type CardModel } from "./card-pages.tsx";
import { addCardOf, editCard, endCardOf } from "./edit-actions.ts";
import { cardFields, type Choosing } from "./edit-fields.ts";
import { GuidePlace } from "./guide-here.ts";
import { AddPage, EditPage } from "./edit-pages.tsx";
import { valuesOf, type CardValues } from "./edit-values.ts";
import { doesAs } from "./people-parts.tsx";

type Here = Asking<House, z.output<typeof CardPlace>>;
type Editing = { readonly model: CardModel; readonly choosing: Choosing; readonly forums: readonly string[]; readonly shelf: string | undefined };

type Named = { readonly duty: string; readonly role: string; readonly title: string; readonly name: string | undefined; readonly unit: string };

/** Whom a card may name: those of its unit and of the units on the same place, and whoever is named now. One's own unit by name, others as the network shows them. */
function peopleFor({ card: { service, inside }, together }: CardModel, around: readonly Somebody[], colleagues: readonly Colleague[]): Named[] {
  const units = new Set([service, ...together].map(({ unitId }) => unitId));
  const known = new Map(colleagues.map(({ dutyId, name }) => [String(dutyId), name]));
  return around.filter(({ dutyId, unitId }) => units.has(unitId) || dutyId === inside.contact || dutyId === inside.deputy)
    .map(({ dutyId, role, title, name, unit }) => ({ duty: dutyId, role, title, name: known.get(dutyId) ?? name, unit }));
}

/** Two with the same role and no name are told apart by number. */
const labelled = (words: Words, people: readonly Named[]) => {
  const called = people.map((person) => `${person.name === undefined ? doesAs(words, person) : `${person.name}, ${doesAs(words, person)}`}, ${person.unit}`);
  return people.map(({ duty }, nth) => {
    const same = called.slice(0, nth).filter((one) => one === called[nth]).length;
    return { duty, label: same === 0 ? called[nth]! : `${called[nth]!} (${same + 1})` };
  });
};

async function loadEditing(asking: Here): Promise<(Omit<Editing, "choosing"> & { people: readonly Named[]; choosing: Omit<Choosing, "people"> }) | undefined> {
  const { tx, house, at, params: { service } } = asking;
  const [model, locations, around, colleagues, own] = await Promise.all([
    loadCard(asking), listLocations(tx), listPeople(tx, house.keys, { duties: speakingOf(service), units: unitsAround(service) }), listColleagues(tx, house.keys, { units: ownUnit(), at }),
    listTransitions(tx, shelfOf(service)),
  ]);
  if (!model) return undefined;
  const { card, names, allForums, forums, guide } = model;
  const transitions = [...new Set([...own.map(({ name }) => name), ...card.service.transitions])];
  return { model, people: peopleFor(model, around, colleagues), choosing: { names, locations, forums: allForums, ages: agesAround(guide?.ages ?? AGE_LIMITS, card.service.ages), spoken: card.service.languages, transitions }, forums: forums.map(({ id }) => id), shelf: guide?.handle };
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadEditing>>>;
const choosingOf = ({ choosing, people }: Loaded, words: Words): Choosing => ({ ...choosing, people: labelled(words, people) });

const readable = (fields: Fields, name: string, value: string): string => {
  const field = fields[name];
  if (field?.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? value;
  return field?.kind === "choices" ? value.split(", ").map((one) => field.options.find((option) => option.value === one)?.label ?? one).join(", ") : value;
};

/** Everything of a card on one page. Saving says that all of it is right today. */
const editPage = form({
  path: "/network/services/:service/edit",
  area: "staff",
  access: "card.keep",
  audit: { event: "card.edited" },
  params: CardPlace,
  load: loadEditing,
  trace: ({ model }) => onCard.trace(model),
  title: (_, words) => words.t("network.edit.title"),
  fields: (loaded, words) => cardFields(words, choosingOf(loaded, words)),
  initial: ({ model, forums }) => valuesOf(draftOf(model.card, forums)),
  version: ({ model }) => model.card.service.version,
  buttons: () => [],
  view: (loaded, { words }, { state }) => <EditPage service={loaded.model.card.service} reports={loaded.model.reports} people={loaded.model.people} choosing={choosingOf(loaded, words)} state={state} />,
  perform: async (hand, { model: loaded, values, version }) => {
    const { model: { card }, forums, shelf } = loaded;
    // A field that is not drawn, because there is nothing to choose among, keeps what it has.
    const filled: CardValues = { ...valuesOf(draftOf(card, forums)), ...values };
    const result = await editCard(hand, { card, forums, shelf, version, values: filled });
    if (isRefusal(result)) return result;
    if (isConflict(result)) {
      const fields = cardFields(hand.words, choosingOf(loaded, hand.words));
      return { conflict: Object.fromEntries(Object.entries(result.conflict).map(([name, value]) => [name, readable(fields, name, value)])) };
    }
    return { to: `/network/services/${card.service.handle}`, done: "cardSaved", trace: { shown: { service: card.service.id, fields: result } } };
  },
});

type Adding = { readonly guide: Guide; readonly units: readonly Unit[]; readonly choosing: Choosing };

const addPage = form({
  path: "/network/guides/:guide/services/new",
  area: "staff",
  access: "guide.keep",
  audit: { event: "card.added" },
  params: GuidePlace,
  load: async ({ tx, params }): Promise<Adding | undefined> => {
    const [guides, units, names, locations, own] = await Promise.all([listGuides(tx), listUnits(tx), listKindNames(tx, "sv"), listLocations(tx), listTransitions(tx, params.guide)]);
    const guide = guides.find(({ handle }) => handle === params.guide);
    return guide && { guide, units, choosing: { names, locations, forums: [], ages: guide.ages, people: [], spoken: [], transitions: own.map(({ name }) => name) } };
  },
  title: (_, words) => words.t("network.add.title"),
  fields: ({ units, choosing }, words) => ({
    unit: choice({ label: words.t("network.add.unit"), required: true, drawn: "list", options: units.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}`, said: true })) }),
    ...cardFields(words, choosing),
  }),
  initial: () => ({ level: "universal", status: "active", languages: ["sv"], cost: "free", selfReferral: "yes", interpreter: "no" }),
  buttons: () => [],
  view: ({ choosing }, _, { state }) => <AddPage choosing={choosing} state={state} />,
  perform: async (hand, { model: { guide }, values }) => {
    const { unit, ...card } = values;
    const added = await addCardOf(hand, { unit, guide, values: card as CardValues });
    return isRefusal(added) ? added : { to: `/network/services/${added.handle}`, done: "cardAdded", trace: { shown: { service: added.id } } };
  },
});

const endPage = form({
  ...onCard, path: "/network/services/:service/end",
  access: "card.end", audit: { event: "card.ended" },
  load: loadCardAlone,
  title: (_, words) => words.t("network.end.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("network.end.button"), kind: "danger" as const }],
  view: ({ card: { service } }, { words }, { form: drawn }) => <CardStep service={service} title={words.t("network.end.title")} lead={words.t("network.end.lead", { service: service.name })} form={drawn} />,
  perform: async (hand, { model: { card } }) => {
    await endCardOf(hand, card);
    return { to: "/network", done: "cardEnded", trace: onCard.trace({ card }) };
  },
});

export const editRoutes = [editPage, addPage, endPage];
