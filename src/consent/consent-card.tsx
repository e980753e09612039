import type { Card as MatterCard, Look, Matter, Next } from "../matter/index.ts";
import { daysBetween } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { speaking } from "../practice/index.ts";
import { Card, Details, Row, Rows, Said } from "../ui/index.ts";
import { mayWait, nextOf, waitingNext } from "./consent-next.ts";
import { readConsents, readConsentsFor } from "./consent-store.ts";
import { endingIn } from "./ending-tasks.ts";
import { viewOf, viewsOf, type ConsentsAround, type ConsentView } from "./consent-view.ts";
import { listed, placeName } from "./consent-text.ts";
import { stateSign, StateTag, topicNames } from "./consent-words.tsx";

type Shown = { readonly view: ConsentView; readonly ending: "soon" | "over" | undefined };

function Line({ shown: { view, ending }, matter, seen }: { shown: Shown; matter: Matter; seen: Seen }) {
  const words = useWords();
  const { terms, state } = view;
  const left = daysBetween(seen.today, view.until);
  const waits = (state === "waiting" || state === "unanswered") && view.waitingFor.length > 0;
  return (
    <Row
      label={<Said>{words.t("consent.card.row", { disclosing: placeName(words, terms.disclosing), receivers: listed(words, terms.receivers.map((one) => placeName(words, one))) })}</Said>} sign={stateSign[state]} href={`/consents/${view.id}`}
      beside={waits ? undefined : <StateTag state={state} />}
      next={<>
        {waits && <>{words.t(state === "waiting" ? "consent.card.waits" : "consent.card.silent", { names: listed(words, view.waitingFor) })}<br /></>}
        {terms.about ? <Said>{words.t("consent.card.about", { name: terms.about.name })}</Said> : words.t("consent.card.topics", { topics: topicNames(words, view.topics) })}
        {view.matterId !== matter.id && <><br />{words.t("consent.card.elsewhere", { unit: view.askedBy.unit })}</>}
      </>}
      when={words.t("consent.card.until", { day: words.shortDay(view.until) })}
      late={ending && words.t(ending === "soon" ? "consent.card.soon" : "consent.card.over", { days: left })}
    />
  );
}

/** Every consent around the child as one row: who may tell whom, how it stands in words, who is still to answer, until when. */
function ConsentCardView({ shown, matter, seen }: { shown: readonly Shown[]; matter: Matter; seen: Seen }) {
  const words = useWords();
  const isOver = ({ view, ending }: Shown) => view.state === "lapsed" && ending === undefined;
  const [current, earlier] = [shown.filter((one) => !isOver(one)), shown.filter(isOver)];
  const rows = (some: readonly Shown[]) => <Rows>{some.map((one) => <Line key={one.view.id} shown={one} matter={matter} seen={seen} />)}</Rows>;
  return (
    <Card id="consents" title={words.t("consent.card.title")} beside={seen.can("consent.ask") ? <a href={`/matters/${matter.id}/consents/new`}>{words.t("consent.card.ask")}</a> : undefined}>
      {current.length > 0 ? rows(current) : <p>{words.t("consent.card.none")}</p>}
      {earlier.length > 0 && <Details summary={words.t("consent.card.earlier", { count: earlier.length })}>{rows(earlier)}</Details>}
    </Card>
  );
}

function nextFor(matter: Matter, around: ConsentsAround, { house: { practice }, today }: Look): Next | undefined {
  // Only staff are told of a next step here, and staff read Swedish.
  const words = speaking(practice, "sv");
  const question = { matter, views: viewsOf(around, today), listed: (names: readonly string[]) => listed(words, names) };
  return matter.state === "consent" ? nextOf({ ...question, practice }) : waitingNext(question);
}

/** Who has said yes to what, on the child's page. */
export const consentCard: MatterCard = {
  load: async (input) => {
    const { tx, house, matterId, today } = input;
    const around = await readConsents(tx, house, { matter: matterId }, today);
    const shownIn = (matter: Matter) => [...around.consents, ...around.aboutOthers].map((known): Shown => ({ view: viewOf(around, known, today), ending: endingIn(around, known, { matter, practice: house.practice, today }) }));
    return {
      view: (matter, seen) => <ConsentCardView shown={shownIn(matter)} matter={matter} seen={seen} />,
      next: (matter) => (mayWait(matter) ? nextFor(matter, around, input) : undefined),
    };
  },
  know: async (input) => {
    const aroundOf = await readConsentsFor(input);
    return { next: (matter) => (mayWait(matter) ? nextFor(matter, aroundOf(matter.childId), input) : undefined) };
  },
};
