import { z } from "zod";
import { listServices, readSpeaks } from "../directory/index.ts";
import { dutyOf, form, page, type House } from "../house.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse } from "../platform/result.ts";
import { choice, type Fields } from "../platform/web/fields.ts";
import type { Asking } from "../platform/web/route.ts";
import { listVisited } from "../visit/index.ts";
import { guideAsked, guideHere } from "./guide-here.ts";
import { isAsked, knowledge, knownFrom, type Much } from "./knowing.ts";
import { KnowingPage, muchText, SayKnowingPage, UnitKnowingPage, type KnowingModel, type UnitKnowingModel } from "./knowing-pages.tsx";
import { listKnowing, saveKnowing } from "./knowing-store.ts";
import { unitsOf } from "./network.ts";

const staff = { area: "staff", access: "staff" } as const;

/** The units of the network that is looked at, and what they have said. */
async function load(asking: Asking<House, unknown>): Promise<KnowingModel> {
  const { tx, actor, today } = asking;
  const [{ guide }, services, said, speaks, self, visited] = await Promise.all([guideHere(asking), listServices(tx, guideAsked(asking)), listKnowing(tx), readSpeaks(tx), actor, listVisited(tx)]);
  const units = unitsOf(services.filter(({ guideId }) => guideId !== undefined));
  const own = units.find(({ id }) => id === self?.duty?.unitId);
  return { guide, units, known: knownFrom(said), visited, own, speaks, asked: own !== undefined && isAsked(said, own.id, today) };
}

const allPage = page({
  path: "/network/knowing", ...staff,
  audit: { event: "knowing.read" },
  load,
  title: (_, words) => words.t("knowing.title"),
  view: (model) => <KnowingPage model={model} />,
});

const unitPage = page({
  path: "/network/units/:unit/knowing", ...staff,
  audit: { event: "knowing.read" },
  params: z.object({ unit: z.uuid() }),
  load: async (asking): Promise<UnitKnowingModel | undefined> => {
    const { units, known, visited, own, speaks } = await load(asking);
    const unit = units.find(({ id }) => id === asking.params.unit);
    return unit && { unit, units, known, visited, isOwn: unit.id === own?.id, speaks };
  },
  trace: ({ unit }) => ({ shown: { unit: unit.id } }),
  title: (_, words) => words.t("knowing.title"),
  view: (model) => <UnitKnowingPage model={model} />,
});

type Saying = KnowingModel & { readonly own: NonNullable<KnowingModel["own"]> };

const othersOf = ({ units, own }: Saying) => units.filter(({ id }) => id !== own.id);
const fieldOf = (unit: string): string => `unit-${unit}`;

const knowingFields = (model: Saying, words: Words): Fields => Object.fromEntries(othersOf(model).map(({ id, name }) =>
  [fieldOf(id), choice({ label: name, said: true, drawn: "list", options: knowledge.map((much) => ({ value: String(much), label: muchText(words, much) })) })]));

/** The unit's word of how well it knows the others, given by who answers for its cards. @model degerforsmodellen 5.3 */
const sayPage = form({
  path: "/network/ours/knowing", ...staff,
  audit: { event: "knowing.said" },
  load: async (asking): Promise<Saying | undefined> => {
    const { own, ...model } = await load(asking);
    return own && model.speaks ? { ...model, own } : undefined;
  },
  title: (_, words) => words.t("knowing.say.title"),
  fields: knowingFields,
  initial: (model) => Object.fromEntries(othersOf(model).map(({ id }) => [fieldOf(id), String(model.known(model.own.id, id) ?? "")])),
  buttons: (_, words) => [{ label: words.t("knowing.say.save") }],
  view: ({ own }, _, { form: drawn }) => <SayKnowingPage own={own} form={drawn} />,
  perform: async (hand, { model, values }) => {
    const among = othersOf(model).map(({ id }) => id);
    const said = new Map(among.flatMap((id) => (values[fieldOf(id)] ? [[id, Number(values[fieldOf(id)]) as Much] as const] : [])));
    if (said.size === 0) return refuse("knowing.nothing");
    await saveKnowing(hand.tx, { unit: model.own.id, duty: dutyOf(hand).id, today: hand.today, among, said });
    return { to: "/network/knowing", done: "knowingSaid", trace: { shown: { unit: model.own.id } } };
  },
});

export const knowingRoutes = [allPage, unitPage, sayPage];
