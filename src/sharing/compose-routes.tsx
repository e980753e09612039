import { z } from "zod";
import { makeReady, readConsents } from "../consent/index.ts";
import { dutyOf, form } from "../house.ts";
import { replaceDraft, rewriteDraft } from "../matter/index.ts";
import type { Refusal } from "../platform/result.ts";
import { MatterId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import type { Acting } from "../platform/web/route.ts";
import type { House } from "../house.ts";
import { topicsOf } from "../disclosure/index.ts";
import { coverIn, findBench, type Covered } from "./bench.ts";
import { ComposePage } from "./compose-pages.tsx";
import { composeFields, composeInitial, parcelFrom, type Bench } from "./compose.ts";
import { speaking } from "../practice/index.ts";
import { listRules } from "./proposal-store.ts";
import { draftKind } from "./sharing-store.ts";
import { consentCarries, ruleOf, sectionsOf, wayNames, type Parcel, type Way } from "./sharing.ts";

const params = z.object({ matter: MatterId });

/**
 * The family's question about just what was chosen, ready to be read through: nobody writes the same thing twice. It is a question of its own
 * for its writer, and may be changed before it is asked. @ground U02, REQ-014
 */
async function readyQuestion(acting: Acting<House, unknown>, { matter, language }: Bench, { parcel, foreign }: { parcel: Parcel; foreign: readonly Covered[] }): Promise<string | undefined> {
  const unasked = foreign.filter(({ coverage }) => !coverage.complete && coverage.missing.length > 0).map(({ unit }) => unit.id);
  const topics = topicsOf(sectionsOf(parcel, language));
  if (unasked.length === 0 || topics.length === 0) return undefined;
  return makeReady(acting, { matter, units: unasked, direction: "us", topics, purpose: parcel.why });
}

/** Keeps what was put together. Where nothing has to be weighed, or consent already carries it, the ground is not asked for. */
async function keep(acting: Acting<House, unknown>, bench: Bench, composed: Parcel): Promise<{ draft: string; page: "ground" | "check" | "ask" }> {
  const { tx, house, actor, at, today } = acting;
  const { matter, language, units, draft } = bench;
  const to = units.filter(({ id }) => composed.to.includes(`unit:${id}`));
  const foreign = coverIn(await readConsents(tx, house, { child: matter.childId }, today), { matter, parcel: composed, language, today }, to);
  const covered = consentCarries(foreign);
  const onConsent = covered && foreign.length > 0;
  const asksAnother = onConsent && (await listRules(tx, { branch: matter.branchId, today })).has("consent");
  const page = !covered ? "ground" : asksAnother ? "ask" : "check";
  const question = covered ? undefined : await readyQuestion(acting, bench, { parcel: composed, foreign });
  const parcel: Parcel = { ...composed, question, behind: foreign.map(({ unit }) => unit.branchId), ...(onConsent ? { ground: "consent" } : {}) };
  if (!draft) return { draft: await replaceDraft(tx, { matter, kind: draftKind(parcel.way), duty: dutyOf({ actor }).id, words: parcel, at }), page };
  await rewriteDraft(tx, { matter, draft: draft.id, words: parcel, at });
  return { draft: draft.id, page };
}

async function compose(acting: Acting<House, unknown>, way: Way, { bench, parcel }: { bench: Bench; parcel: Parcel | Refusal }) {
  if (isRefusal(parcel)) return parcel;
  const { draft, page } = await keep(acting, bench, parcel);
  return { to: `/matters/${bench.matter.id}/${way}/${draft}/${page}` };
}

const composeRoute = (way: Way) =>
  form({
    path: `/matters/:matter/${way}`,
    area: "staff",
    access: ruleOf(way).action,
    audit: { event: "delivery.prepared" },
    params,
    load: (asking) => findBench(asking, { way, matter: asking.params.matter, query: asking.query }),
    trace: ({ matter }: Bench) => ({ matterId: matter.id, childId: matter.childId, shown: { way } }),
    title: (_, words) => words.t(`sharing.${way}.title`),
    fields: (bench: Bench, words, today) => composeFields(bench, words, today),
    initial: (bench: Bench) => composeInitial(bench, speaking(bench.practice, bench.language)),
    buttons: (_, words) => [{ label: words.t("sharing.continue") }],
    view: (bench: Bench, seen, { state }) => <ComposePage bench={bench} seen={seen} state={state} />,
    perform: (acting, { model, values }) => compose(acting, way, { bench: model, parcel: parcelFrom(model, values) }),
  });

/** Who, what and why; one page for each way out of a matter. */
export const composeRoutes = wayNames.map(composeRoute);
