import { z } from "zod";
import { isSecretFromFamily } from "../disclosure/index.ts";
import { form, page, type House } from "../house.ts";
import { findUnit } from "../organisation/index.ts";
import { isRefusal } from "../platform/result.ts";
import { text } from "../platform/web/fields.ts";
import type { Asking, Trace } from "../platform/web/route.ts";
import { approve, decline, startAgain, takeBack } from "./proposal-actions.ts";
import { AnswerPage, DecidePage, ProposalPage, type Laid } from "./proposal-pages.tsx";
import { findProposal, isInOwnMatter, noteSeen } from "./proposal-store.ts";

const params = z.object({ proposal: z.uuid() });
type Params = z.output<typeof params>;

const unitIds = (to: readonly string[]) => to.filter((ref) => ref.startsWith("unit:")).map((ref) => ref.slice("unit:".length));

async function load({ tx, house, params: { proposal: id } }: Asking<House, Params>): Promise<Laid | undefined> {
  const proposal = await findProposal(tx, house.keys, id);
  if (!proposal) return undefined;
  const [own, ...units] = await Promise.all([proposal.asker.unitId, ...unitIds(proposal.words.parcel.to)].map((unit) => findUnit(tx, unit)));
  return { proposal, own: own!, units: units.filter((unit) => unit !== undefined) };
}

const trace = ({ proposal: { id, matterId, childId, ground, asker, decider } }: Laid): Trace => ({
  matterId, childId, ground, shown: { proposal: id, askedBy: asker.dutyId, decider: decider.dutyId }, ...(isSecretFromFamily(ground) ? { hiddenFromFamily: true } : {}),
});

const common = { area: "staff" as const, params, load, trace };

/** That a colleague who does not work with the child has read about it is for the family to see, whatever is decided. @ground REQ-147 */
const proposalPage = page({
  ...common,
  path: "/proposals/:proposal",
  access: "proposal.read",
  audit: { event: "proposal.viewed", forFamily: true },
  load: async (asking) => {
    const { tx, params: { proposal } } = asking;
    const [laid, mine] = await Promise.all([load(asking), isInOwnMatter(tx, proposal), noteSeen(tx, proposal)]);
    return laid && { ...laid, mine };
  },
  title: (_, words) => words.t("proposal.title"),
  view: ({ mine, ...laid }, seen) => <ProposalPage laid={laid} mine={mine} seen={seen} />,
});

const decideRoute = form({
  ...common,
  path: "/proposals/:proposal/decide",
  access: "proposal.decide",
  audit: { event: "proposal.approved", forFamily: true },
  fresh: true,
  title: (_, words) => words.t("proposal.decide.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("proposal.decide.yes") }],
  view: (laid, seen, { state }) => <DecidePage laid={laid} seen={seen} state={state} />,
  perform: async (acting, { model }) => {
    const sent = await approve(acting, model.proposal);
    if (isRefusal(sent)) return sent;
    return { to: "/list", done: "approved", trace: { shown: { ...trace(model).shown, deliveries: sent.deliveries } } };
  },
});

const declineRoute = form({
  ...common,
  path: "/proposals/:proposal/decline",
  access: "proposal.decide",
  audit: { event: "proposal.declined", forFamily: true },
  fresh: true,
  title: (_, words) => words.t("proposal.decline.title"),
  fields: ({ proposal: { asker } }, words) => ({ reason: text({ label: words.t("proposal.decline.reason"), hint: words.t("proposal.decline.reason.hint", { name: asker.name }), required: true, max: 2000 }) }),
  buttons: (_, words) => [{ label: words.t("proposal.decline.button") }],
  view: (laid, seen, { form: drawn, state }) => {
    const texts = { title: seen.words.t("proposal.decline.title"), lead: seen.words.t("proposal.decline.lead", { name: laid.proposal.asker.name }) };
    return <AnswerPage laid={laid} seen={seen} state={state} form={drawn} texts={texts} />;
  },
  perform: async (acting, { model, values }) => {
    const kept = await decline(acting, model.proposal, values.reason);
    if (isRefusal(kept)) return kept;
    return { to: "/list", done: "declined", trace: { shown: { ...trace(model).shown, refusals: kept.refusals } } };
  },
});

const draftAddress = ({ proposal: { matterId, way } }: Laid, draft: string) => `/matters/${matterId}/${way}/${draft}/ground`;

const takeBackRoute = form({
  ...common,
  path: "/proposals/:proposal/take-back",
  access: "proposal.take-back",
  audit: { event: "proposal.taken-back" },
  title: (_, words) => words.t("proposal.takeBack"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("proposal.takeBack") }],
  view: (laid, seen, { form: drawn, state }) => {
    const texts = { title: seen.words.t("proposal.takeBack"), lead: seen.words.t("proposal.takeBack.lead", { name: laid.proposal.decider.name }) };
    return <AnswerPage laid={laid} seen={seen} state={state} form={drawn} texts={texts} />;
  },
  perform: async (acting, { model }) => {
    const taken = await takeBack(acting, model.proposal);
    return isRefusal(taken) ? taken : { to: draftAddress(model, taken.draft), done: "takenBack" };
  },
});

const againRoute = form({
  ...common,
  path: "/proposals/:proposal/again",
  access: "proposal.again",
  audit: { event: "proposal.reopened" },
  title: (_, words) => words.t("proposal.again"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("proposal.again") }],
  view: (laid, seen, { form: drawn, state }) => <AnswerPage laid={laid} seen={seen} state={state} form={drawn} texts={{ title: seen.words.t("proposal.again"), lead: seen.words.t("proposal.again.lead") }} />,
  perform: async (acting, { model }) => {
    const again = await startAgain(acting, model.proposal);
    return isRefusal(again) ? again : { to: draftAddress(model, again.draft) };
  },
});

/** Reading a proposal, deciding on it, and what whoever asked can do meanwhile and afterwards. */
export const proposalRoutes = [proposalPage, decideRoute, declineRoute, takeBackRoute, againRoute];
