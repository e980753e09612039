import type { House } from "../house.ts";
import type { Card as CardOfRoom, Matter, Next } from "../matter/index.ts";
import { listUnits, type Unit } from "../organisation/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, Details, Hidden } from "../ui/index.ts";
import { DecisionView, EarlierDecisions } from "./decision-pages.tsx";
import { currentRound, listSealedClosings, listSealedDecisions, listSealedWheel, listSpokenIn, openClosing, openDecision, openEntry } from "./inquiry-store.ts";
import type { Closing, Decision, WheelEntry } from "./inquiry.ts";
import { ClosingView } from "./step-pages.tsx";
import { fillWith } from "./wheel-pages.tsx";
import { WheelMarks } from "./wheel-view.tsx";

type Shown = { readonly matter: Matter; readonly house: House; readonly entries: readonly WheelEntry[]; readonly decisions: readonly Decision[]; readonly closing: Closing | undefined; readonly units: readonly Unit[] };

/** The wheel in small, what was decided and why, and how it ended. */
function InquiryCard({ shown, seen }: { shown: Shown; seen: Seen }) {
  const { words } = seen;
  const { matter, house: { practice }, entries, decisions: [latest, ...earlier], closing, units } = shown;
  const writes = seen.can("inquiry.write");
  if (!writes && entries.length === 0 && !latest && !closing) return <OwnEnd matter={matter} seen={seen} />;
  const address = `/matters/${matter.id}`;
  return (
    <Card id="inquiry" title={words.t("inquiry.card.title")} beside={entries.length > 0 && <a href={`${address}/wheel`}>{words.t("inquiry.card.see")}</a>}>
      {closing && <><p class="over">{words.t("inquiry.card.closed", { day: words.day(dayOf(closing.at)) })}</p><ClosingView closing={closing} child={matter.child.name} /></>}
      {latest && <Decided decision={latest} shown={shown} open={seen.can("decision.think-again") || matter.closedAt !== undefined} />}
      {entries.length > 0 ? <WheelMarks view={{ practice, child: matter.child.name, entries }} /> : writes && <p>{words.t("inquiry.card.empty")}</p>}
      <EarlierDecisions decisions={earlier} practice={practice} units={units} />
      {matter.closedAt === undefined && <Buttons shown={shown} seen={seen} />}
    </Card>
  );
}

/** Whoever only noticed, or takes part, may end its own part; the others go on. */
function OwnEnd({ matter, seen }: { matter: Matter; seen: Seen }) {
  const { words } = seen;
  if (!seen.can("matter.close")) return null;
  return <p class="quiet">{words.t(matter.state === "noticed" ? "inquiry.end.noticing" : "inquiry.end.party")} <a href={`/matters/${matter.id}/close`}>{words.t("inquiry.card.close")}</a></p>;
}

/** In full while it can be thought over; once the way has gone on, a line that opens. */
function Decided({ decision, shown: { house: { practice }, units }, open }: { decision: Decision; shown: Shown; open: boolean }) {
  const words = useWords();
  const view = <DecisionView decision={decision} practice={practice} units={units} />;
  return open ? view : <Details summary={words.t(`inquiry.outcome.${decision.outcome}`)}>{view}</Details>;
}

function Buttons({ shown: { matter, entries }, seen }: { shown: Shown; seen: Seen }) {
  const { words } = seen;
  const address = `/matters/${matter.id}`;
  return (
    <Actions>
      {seen.can("inquiry.write") && <ButtonLink kind="quiet" href={`${address}/wheel`}>{words.t(entries.length > 0 ? "inquiry.change" : "inquiry.fill")}<Hidden> {words.t("inquiry.to.wheel")}</Hidden></ButtonLink>}
      {seen.can("decision.make") && <ButtonLink kind="quiet" href={`${address}/decision`}>{words.t("inquiry.decide")}</ButtonLink>}
      {seen.can("decision.think-again") && <a href={`${address}/think-again`}>{words.t("inquiry.card.again")}</a>}
      {seen.can("matter.close") && matter.role === "child-lead" && <a href={`${address}/close`}>{words.t("inquiry.card.close")}</a>}
    </Actions>
  );
}

const gathers = ({ state }: Matter): boolean => state === "gathering";

/** While information is gathered the wheel comes first, and then the decision. */
function nextOf(matter: Matter, anything: boolean): Next | undefined {
  if (!gathers(matter)) return undefined;
  const address = `/matters/${matter.id}`;
  return anything ? { what: "next.inquiry.decide", href: `${address}/decision`, dueOn: matter.dueOn } : { ...fillWith(matter), href: `${address}/wheel${matter.bornOn === undefined ? "" : "/child"}`, dueOn: matter.dueOn };
}

export const inquiryCard: CardOfRoom = {
  load: async ({ tx, house, matterId }) => {
    const [wheel, round, decisions, closings, units] = await Promise.all([
      listSealedWheel(tx, matterId), currentRound(tx, matterId), listSealedDecisions(tx, matterId), listSealedClosings(tx, matterId), listUnits(tx),
    ]);
    const newest = Math.max(0, ...wheel.map((entry) => entry.round));
    const shownRound = wheel.some((entry) => entry.round === round) ? round : newest;
    return {
      next: (matter) => nextOf(matter, wheel.some((entry) => entry.round === round)),
      view: (matter, seen) => {
        const entries = wheel.filter((entry) => entry.round === shownRound).map((row) => openEntry(matter.key, row));
        const [closing] = closings.map((row) => openClosing(matter.key, row));
        return <InquiryCard shown={{ matter, house, entries, decisions: decisions.map((row) => openDecision(matter.key, row)), closing, units }} seen={seen} />;
      },
    };
  },
  know: async ({ tx, matters }) => {
    const gathering = matters.filter(gathers).map(({ id }) => id);
    const spoken = gathering.length > 0 ? await listSpokenIn(tx, gathering) : new Set();
    return { next: (matter) => nextOf(matter, spoken.has(matter.id)) };
  },
};
