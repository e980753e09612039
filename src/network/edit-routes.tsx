import { z } from "zod";
import { listTransitionNames, listTransitions } from "../circle/index.ts";
import { draftOf, listGuides, listLocations, listPeople, type Card, type Guide } from "../directory/index.ts";
import { listKindNames } from "../guide/index.ts";
import { form, type House } from "../house.ts";
import { listColleagues, listUnits, type Unit } from "../organisation/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isConflict, isRefusal } from "../platform/result.ts";
import { choice, type Fields } from "../platform/web/fields.ts";
import type { Asking } from "../platform/web/route.ts";
import { CardPlace, forumsAround, guideOf, loadCard } from "./card-here.ts";
import { CardStep, type CardModel } from "./card-pages.tsx";
import { addCardOf, editCard, endCardOf } from "./edit-actions.ts";
import { cardFields, type Choosing } from "./edit-fields.ts";
import { AddPage, EditPage } from "./edit-pages.tsx";
import { valuesOf, type CardValues } from "./edit-values.ts";
import { doesAs } from "./people-parts.tsx";

type Here = Asking<House, z.output<typeof CardPlace>>;
type Editing = { readonly model: CardModel; readonly choosing: Choosing; readonly forums: readonly string[]; readonly shelf: string | undefined };

/** Whom a card may name: those of its unit and of the units on the same place, and whoever is named now. One's own unit by name, others as the network shows them. */
async function peopleFor({ tx, house, actor, at }: Here, { card: { service, inside }, together }: CardModel): Promise<Array<{ duty: string; role: string; title: string; name: string | undefined; unit: string }>> {
  const own = (await actor)?.duty?.unitId;
  const named = [inside.contact, inside.deputy].filter((duty): duty is string => duty !== undefined);
  const [people, colleagues] = await Promise.all([
    listPeople(tx, house.keys, { duties: named, units: [service.unitId, ...together.map(({ unitId }) => unitId)] }), own === undefined ? [] : listColleagues(tx, house.keys, { units: [own], at }),
  ]);
  const known = new Map(colleagues.map(({ dutyId, name }) => [String(dutyId), name]));
  return people.map(({ dutyId, role, title, name, unit }) => ({ duty: dutyId, role, title, name: known.get(dutyId) ?? name, unit }));
}

type Named = Awaited<ReturnType<typeof peopleFor>>[number];

/** Two with the same role and no name are told apart by number. */
const labelled = (words: Words, people: readonly Named[]) => {
  const called = people.map((person) => `${person.name === undefined ? doesAs(words, person) : `${person.name}, ${doesAs(words, person)}`}, ${person.unit}`);
  return people.map(({ duty }, nth) => {
    const same = called.slice(0, nth).filter((one) => one === called[nth]).length;
    return { duty, label: same === 0 ? called[nth]! : `${called[nth]!} (${same + 1})` };
  });
};

async function loadEditing(asking: Here): Promise<(Omit<Editing, "choosing"> & { people: readonly Named[]; choosing: Omit<Choosing, "people"> }) | undefined> {
  const model = await loadCard(asking);
  if (!model) return undefined;
  const [forums, locations, guide, people, own] = await Promise.all([forumsAround(asking.tx, model.card), listLocations(asking.tx), guideOf(asking.tx, model.card.service), peopleFor(asking, model), listTransitionNames(asking.tx, model.card.service.guideId)]);
  const transitions = [...new Set([...own, ...model.card.service.transitions])];
  return { model, people, choosing: { names: model.names, locations, forums: forums.all, spoken: model.card.service.languages, transitions }, forums: forums.own.map(({ id }) => id), shelf: guide?.handle };
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadEditing>>>;
const choosingOf = ({ choosing, people }: Loaded, words: Words): Choosing => ({ ...choosing, people: labelled(words, people) });

const readable = (fields: Fields, name: string, value: string): string => {
  const field = fields[name];
  if (field?.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? value;
  return field?.kind === "choices" ? value.split(", ").map((one) => field.options.find((option) => option.value === one)?.label ?? one).join(", ") : value;
};

const about = ({ service }: Card) => ({ shown: { service: service.id } });

/** Everything of a card on one page. Saving says that all of it is right today. */
const editPage = form({
  path: "/network/services/:service/edit",
  area: "staff",
  access: "card.keep",
  audit: { event: "card.edited" },
  params: CardPlace,
  load: loadEditing,
  trace: ({ model }) => about(model.card),
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

const GuidePlace = z.object({ guide: z.string().regex(/^[a-z0-9-]{1,80}$/) });
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
    return guide && { guide, units, choosing: { names, locations, forums: [], people: [], spoken: [], transitions: own.map(({ name }) => name) } };
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
  path: "/network/services/:service/end",
  area: "staff",
  access: "card.end",
  audit: { event: "card.ended" },
  params: CardPlace,
  load: loadCard,
  trace: ({ card }) => about(card),
  title: (_, words) => words.t("network.end.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("network.end.button"), kind: "danger" as const }],
  view: ({ card: { service } }, { words }, { form: drawn }) => <CardStep service={service} title={words.t("network.end.title")} lead={words.t("network.end.lead", { service: service.name })} form={drawn} />,
  perform: async (hand, { model: { card } }) => {
    await endCardOf(hand, card);
    return { to: "/network", done: "cardEnded", trace: about(card) };
  },
});

export const editRoutes = [editPage, addPage, endPage];
