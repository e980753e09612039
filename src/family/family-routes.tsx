import { z } from "zod";
import { findChild } from "../child/index.ts";
import { listQuestionsTo, type ConsentView } from "../consent/index.ts";
import { findContent, findDelivery, listDeliveriesAbout, listDeliveriesAboutOwn, noteOpened, type Content, type Delivered } from "../disclosure/index.ts";
import { form, page, type House } from "../house.ts";
import { ChildId, type PersonId } from "../platform/ids.ts";
import { choice, text } from "../platform/web/fields.ts";
import type { Asking } from "../platform/web/route.ts";
import { aroundOf, copyWithout, firstName, invitationOf, newestTo, nextFor, planOf, sharedOf, type Copy, type Helper } from "./family.ts";
import { sayWords } from "./family-actions.ts";
import { CopyPage, type CopyView } from "./copy-pages.tsx";
import { ChildrenPage, FamilyPage, PlanPage, ReadersPage, type FamilyView, type ReadersView, type Waiting } from "./family-pages.tsx";
import { listHelpers, listOwnChildren, listReadings, listWithheldBranches } from "./family-store.ts";
import { withholdRoutes } from "./withhold-routes.tsx";
import { WordsPage } from "./word-pages.tsx";
import { listOwnWords } from "./word-store.ts";

const OneChild = z.object({ child: ChildId });
const ChildAndDelivery = z.object({ child: ChildId, delivery: z.uuid() });

type Loading<P> = Asking<House, P>;

/** The children of this guardian; with one child there is nothing to choose. */
const childrenPage = page({
  path: "/family",
  area: "family",
  access: "signed-in",
  audit: { event: "children.listed" },
  load: async (asking): Promise<Waiting[]> => {
    const { tx, house, actor, at, today } = asking;
    const [children, deliveries, withheld, self] = await Promise.all([listOwnChildren(tx), listDeliveriesAboutOwn(tx), listWithheldBranches(tx), actor]);
    // With one there is nothing to choose, and what waits is read on its own page.
    if (children.length === 1 || !self) return children.map((child) => ({ ...child, name: undefined, next: { kind: "nothing" } }));
    return Promise.all(children.map(async (child): Promise<Waiting> => {
      const about = deliveries.filter(({ childId }) => childId === child.id);
      const [consents, copies] = await Promise.all([listQuestionsTo(tx, house, child.id, today), readCopies(asking, { deliveries: about, withheld: withheld(child.id), me: self.personId })]);
      return { ...child, name: firstName(copies.named, consents), next: standingOf({ consents, copies, at }).next };
    }));
  },
  go: (children) => (children.length === 1 ? `/family/${children[0]!.id}` : undefined),
  trace: (children) => ({ shown: { children: children.map(({ id }) => id) } }),
  title: (_, words) => words.t("family.tab"),
  view: (children, seen) => <ChildrenPage children={children} seen={seen} />,
});

const READINGS = 6;
const PAGE = 40;

/** The words of this guardian's copies that the page speaks of: the plan, the invitations, and any one for the child's name. */
async function readCopies({ tx, house }: Pick<Loading<unknown>, "tx" | "house">, of: { deliveries: readonly Delivered[]; withheld: ReadonlySet<string>; me: PersonId }) {
  const { deliveries, withheld, me } = of;
  const plan = newestTo(deliveries, me, ["plan", "closing"]);
  const invitations = deliveries.filter(({ kind, toPersonId }) => kind === "invitation" && toPersonId === me);
  const name = plan ?? invitations[0] ?? newestTo(deliveries, me);
  const wanted = [...new Set([plan, name, ...invitations])].flatMap((delivery) => delivery ?? []);
  const contents = await Promise.all(wanted.map(({ id }) => findContent(tx, house.keys, id)));
  const copies = wanted.flatMap((delivery, nth): Copy[] => (contents[nth] ? [{ delivery, content: copyWithout(contents[nth], withheld) }] : []));
  const copyOf = (delivery: Delivered | undefined) => copies.find((copy) => copy.delivery === delivery);
  return { plan: copyOf(plan), named: copyOf(name)?.content, invitations: invitations.flatMap((one) => copyOf(one) ?? []).flatMap((copy) => invitationOf(copy) ?? []) };
}

type Copies = Awaited<ReturnType<typeof readCopies>>;

/** Which plan there is for this guardian, whether it has ended, and the one thing that happens next. */
function standingOf({ consents, copies, at }: { consents: readonly ConsentView[]; copies: Copies; at: Date }) {
  const closing: Content | undefined = copies.plan?.delivery.kind === "closing" ? copies.plan.content : undefined;
  const plan = planOf(copies.plan?.content);
  const current = closing ? undefined : plan;
  const next = nextFor({ consents, invitations: copies.invitations, plan: current, planSentAt: copies.plan?.delivery.at, planOpened: copies.plan?.delivery.openedAt !== undefined, now: at });
  return { closing, plan, current, next };
}

async function loadFamily(asking: Loading<{ child: ChildId }>): Promise<FamilyView | undefined> {
  const { tx, house, params, actor, at, today } = asking;
  const [known, helpers, deliveries, consents, readings, words, withheld, self] = await Promise.all([
    findChild(tx, params.child), listHelpers(tx, house.keys, params.child), listDeliveriesAbout(tx, params.child), listQuestionsTo(tx, house, params.child, today),
    listReadings(tx, { child: params.child, from: 0, count: READINGS + 1 }), listOwnWords(tx, house.keys, params.child), listWithheldBranches(tx), actor,
  ]);
  if (!known || !self || self.duty) return undefined;
  const copies = await readCopies(asking, { deliveries, withheld: withheld(params.child), me: self.personId });
  const { current, ...standing } = standingOf({ consents, copies, at });
  return {
    child: { ...known, name: firstName(copies.named, consents) }, ...standing, planCopy: copies.plan?.delivery.id, consents, words,
    around: aroundOf(helpers, current), invitations: copies.invitations, shared: sharedOf(deliveries, self.personId),
    readings: readings.slice(0, READINGS), moreReadings: readings.length > READINGS,
  };
}

/** Who is around, the plan, the consents, what has been shared and who has read: one page, one child, one guardian. @ground REQ-065, REQ-147, U42 */
const familyPage = page({
  path: "/family/:child",
  area: "family",
  access: "family.read",
  audit: { event: "family.viewed" },
  params: OneChild,
  load: loadFamily,
  trace: ({ child, shared }) => ({ childId: child.id, shown: { deliveries: shared.map(({ id }) => id) } }),
  title: (_, words) => words.t("family.tab"),
  view: (view, seen) => <FamilyPage view={view} seen={seen} />,
});

/** The whole list of who has read, page by page. */
const readersPage = page({
  path: "/family/:child/readers",
  area: "family",
  access: "family.read",
  audit: { event: "readers.listed" },
  params: OneChild,
  load: async ({ tx, params, query }): Promise<ReadersView | undefined> => {
    const nth = Math.min(Math.max(Number.parseInt(query.get("page") ?? "1", 10) || 1, 1), 10_000);
    const [child, readings] = await Promise.all([findChild(tx, params.child), listReadings(tx, { child: params.child, from: (nth - 1) * PAGE, count: PAGE + 1 })]);
    return child && { child: { ...child, name: undefined }, readings: readings.slice(0, PAGE), page: nth, more: readings.length > PAGE };
  },
  title: (_, words) => words.t("family.tab"),
  view: (view, seen) => <ReadersPage view={view} seen={seen} />,
});

/** The plan by itself, for paper. */
const planPage = page({
  path: "/family/:child/plan",
  area: "family",
  access: "family.read",
  audit: { event: "plan.printed" },
  params: OneChild,
  load: async (asking) => {
    const { tx, house, params, actor, at } = asking;
    const [known, deliveries, withheld, self] = await Promise.all([findChild(tx, params.child), listDeliveriesAbout(tx, params.child), listWithheldBranches(tx), actor]);
    if (!known || !self) return undefined;
    const newest = newestTo(deliveries, self.personId, ["plan", "closing"]);
    const [copies] = await Promise.all([readCopies(asking, { deliveries, withheld: withheld(params.child), me: self.personId }), newest && !self.duty ? noteOpened(tx, newest.id, at) : undefined]);
    const plan = planOf(copies.plan?.content);
    return plan && { child: { ...known, name: firstName(copies.named) }, plan, practice: house.practice };
  },
  title: (_, words) => words.t("family.plan"),
  view: (model, seen) => <PlanPage model={model} seen={seen} />,
});

/** A delivery to this guardian, opened. Somebody else's copy does not exist here, nor does one under another child's address. */
async function loadCopy({ tx, house, params, actor }: Loading<{ child: ChildId; delivery: string }>): Promise<CopyView | undefined> {
  const [delivery, content, withheld, self] = await Promise.all([findDelivery(tx, params.delivery), findContent(tx, house.keys, params.delivery), listWithheldBranches(tx), actor]);
  if (!delivery || !content || !self || self.duty) return undefined;
  if (delivery.childId !== params.child || delivery.toPersonId !== self.personId) return undefined;
  return { delivery, content: copyWithout(content, withheld(params.child)), practice: house.practice };
}

const copyPage = page({
  path: "/family/:child/copies/:delivery",
  area: "family",
  access: "delivery.read",
  audit: { event: "copy.read" },
  params: ChildAndDelivery,
  load: loadCopy,
  trace: ({ delivery }) => ({ shown: { delivery: delivery.id, kind: delivery.kind } }),
  title: (_, words) => words.t("family.tab"),
  view: (view, seen) => <CopyPage view={view} seen={seen} />,
});

type Speaking = { readonly child: string; readonly helpers: readonly Helper[]; readonly chosen: string };

/** A guardian's own words to one of those around the child. @ground REQ-066 */
const wordsForm = form({
  path: "/family/:child/words",
  area: "family",
  access: "family.read",
  audit: { event: "words.said" },
  params: OneChild,
  load: async ({ tx, house, params, query }): Promise<Speaking> => {
    const helpers = (await listHelpers(tx, house.keys, params.child)).filter(({ closedAt }) => closedAt === undefined);
    const asked = helpers.find(({ matterId }) => matterId === query.get("to")) ?? helpers.find(({ state }) => state === "planned") ?? (helpers.length === 1 ? helpers[0] : undefined);
    return { child: params.child, helpers, chosen: asked?.matterId ?? "" };
  },
  title: (_, words) => words.t("family.tab"),
  fields: ({ helpers }, words) => ({
    to: choice({ label: words.t("family.words.whom"), required: true, options: helpers.map((one) => ({ value: one.matterId, label: one.unit, hint: `${one.name}, ${words.say(`role.${one.role}`)}`, said: true })) }),
    words: text({ label: words.t("family.words.yours"), hint: words.t("family.words.hint"), required: true, rows: 6, max: 5000 }),
  }),
  initial: ({ chosen }) => ({ to: chosen }),
  buttons: (_, words) => [{ label: words.t("family.words.send") }],
  view: ({ child, helpers, chosen }, _, { form: drawn }) => <WordsPage child={child} form={drawn} nobody={helpers.length === 0} chosen={chosen !== ""} />,
  perform: async (acting, { values }) => {
    const said = await sayWords(acting, { child: acting.params.child, matter: values.to, words: values.words });
    return typeof said === "string" ? { to: `/family/${acting.params.child}`, done: "family.said", trace: { shown: { word: said } } } : said;
  },
});

export const familyRoutes = [childrenPage, familyPage, readersPage, planPage, copyPage, wordsForm, ...withholdRoutes];
