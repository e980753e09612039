import type { VNode } from "preact";
import { dayOf, daysBetween } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, Empty, PageTitle, Pairs, PrintMark, Quote, Row, Rows, Said, SaidText, Stack, Tag, Timeline, type Crumb } from "../ui/index.ts";
import { Crumbs, whoIs, type People } from "./group-pages.tsx";
import type { Pact } from "./steering.ts";
import { inParts, isLate, type Ground, type Undertaking, type UndertakingEvent, type UndertakingStep } from "./undertaking.ts";

export const planPath = ({ handle }: Pick<Pact, "handle">, rest = ""): string => `/agreements/${handle}/plan${rest}`;
export const planCrumb = (words: Words, pact: Pact): Crumb => ({ label: words.t("undertaking.plan"), href: planPath(pact) });

export type PlanModel = { readonly pact: Pact; readonly points: readonly Undertaking[]; readonly people: People };

function PointRow({ model: { pact, people }, point, seen: { words, today } }: { model: PlanModel; point: Undertaking; seen: Seen }) {
  const late = isLate(point, today);
  return (
    <Row
      sign={point.state === "told" ? "done" : "day"} label={<>{point.number}. <Said>{point.what}</Said></>} href={planPath(pact, `/${point.id}`)} next={<>{whoIs(words, people, point.ownerId)}<br /><span class="quiet">{words.t(`undertaking.prerequisite.${point.prerequisite}`)}</span></>}
      beside={point.state === "rejected" && <Tag kind="calm">{words.t("undertaking.state.rejected")}</Tag>} late={late ? words.t("list.late", { days: daysBetween(point.dueOn, today) }) : undefined}
      when={!late && (point.state === "approved" || point.state === "proposed") ? words.t("list.due", { day: words.shortDay(point.dueOn) }) : undefined}
    />
  );
}

/** The action plan: what is going on first, then what waits for a decision, what is to be told, and what is finished. */
export function PlanPage({ model, seen }: { model: PlanModel; seen: Seen }) {
  const { words } = seen;
  const { pact, points } = model;
  return (
    <Stack>
      <Crumbs pact={pact} rest={[{ label: words.t("undertaking.plan") }]} />
      <PageTitle over={<Said>{pact.title}</Said>} lead={words.t("undertaking.plan.lead")}>{words.t("undertaking.plan")}</PageTitle>
      {seen.can("agreement.keep") && <Actions><ButtonLink kind="quiet" href={planPath(pact, "/new")}>{words.t("undertaking.new")}</ButtonLink></Actions>}
      {points.length === 0 && <Empty title={words.t("undertaking.none")} text={words.t("undertaking.none.text")} />}
      {inParts(points).map(({ part, points: some }) => <Card key={part} title={words.say(`undertaking.part.${part}`)}><Rows>{some.map((point) => <PointRow key={point.id} model={model} point={point} seen={seen} />)}</Rows></Card>)}
      <PrintMark>{words.t("steering.only-services")}</PrintMark>
    </Stack>
  );
}

export type PointModel = {
  readonly pact: Pact; readonly point: Undertaking; readonly people: People; readonly events: readonly UndertakingEvent[]; readonly grounds: readonly Ground[]; readonly steps: readonly UndertakingStep[]; readonly mayEdit: boolean;
};

const numbered = (words: Words, { number, on }: Ground): string => words.t("undertaking.decision", { number, day: words.shortDay(dayOf(on)) });
export const groundText = (words: Words, ground: Ground): string => `${numbered(words, ground)}: ${ground.text.length > 90 ? `${ground.text.slice(0, 88)}…` : ground.text}`;

/** One point: where it comes from, who answers for it, on which decision it stands, and how it has gone. */
export function PointPage({ model: { pact, point, people, events, grounds, steps, mayEdit }, form, seen: { words, today } }: { model: PointModel; form: VNode | undefined; seen: Seen }) {
  const ground = grounds.find(({ id }) => id === point.decisionId);
  return (
    <Stack>
      <Crumbs pact={pact} rest={[planCrumb(words, pact), { label: words.t("undertaking.number", { number: point.number }) }]} />
      <PageTitle over={words.t("undertaking.number", { number: point.number })}><Said>{point.what}</Said></PageTitle>
      <p><Tag kind={isLate(point, today) ? "late" : "calm"}>{isLate(point, today) ? words.t("list.late", { days: daysBetween(point.dueOn, today) }) : words.t(`undertaking.state.${point.state}`)}</Tag></p>
      <Card>
        <Pairs items={[
          { label: words.t("undertaking.owner"), value: whoIs(words, people, point.ownerId) }, { label: words.t("undertaking.due"), value: words.day(point.dueOn) },
          { label: words.t("undertaking.strengthens"), value: words.t(`undertaking.prerequisite.${point.prerequisite}`) },
          { label: words.t("undertaking.stands-on"), value: ground ? <a href={`/groups/${ground.groupId}/meetings/${ground.meetingId}`}>{numbered(words, ground)}</a> : words.t("undertaking.undecided") },
        ]} />
        <h2>{words.t("undertaking.need")}</h2>
        <Quote>{point.need}</Quote>
        {(mayEdit || steps.includes("decide")) && (
          <Actions>
            {steps.includes("decide") && <ButtonLink kind="quiet" href={planPath(pact, `/${point.id}/decide`)}>{words.t("undertaking.decide")}</ButtonLink>}
            {mayEdit && <a href={planPath(pact, `/${point.id}/edit`)}>{words.t("undertaking.edit")}</a>}
          </Actions>
        )}
      </Card>
      {form && <Card title={words.t(steps[0] === "tell" ? "undertaking.tell" : "undertaking.note")}>{form}</Card>}
      <Card title={words.t("steering.history")}>
        <Timeline items={events.map(({ at, what, words: said, dutyId }) => ({ when: words.time(at), title: words.t(`undertaking.event.${what}`), source: whoIs(words, people, dutyId), ...(said === "" ? {} : { detail: <SaidText>{said}</SaidText> }) }))} />
      </Card>
      <PrintMark>{words.t("steering.only-services")}</PrintMark>
    </Stack>
  );
}
