import type { VNode } from "preact";
import { daysBetween } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, Empty, PageTitle, PrintMark, Row, Rows, Said, Stack, WithSide, type Crumb } from "../ui/index.ts";
import { Crumbs, FormPage, whoIs, type People } from "./group-pages.tsx";
import type { Pact } from "./steering.ts";
import { dueTurn, MONTHS, monthsFrom, nextTurn, type Turn, type YearDuty } from "./year.ts";

export const yearPath = ({ handle }: Pick<Pact, "handle">, rest = ""): string => `/agreements/${handle}/year${rest}`;
export const yearCrumb = (words: Words, pact: Pact): Crumb => ({ label: words.t("year.wheel"), href: yearPath(pact) });
export const monthName = (words: Words, month: number): string => words.t(`year.month.${month as 1}`);

export type YearModel = { readonly pact: Pact; readonly duties: readonly YearDuty[]; readonly people: People };

function DutyRow({ model: { pact, people }, duty, turn, seen: { words, today, actor, can } }: { model: YearModel; duty: YearDuty; turn: Turn | undefined; seen: Seen }) {
  const mine = duty.ownerId === actor?.duty?.id || can("agreement.keep");
  const late = turn && turn.to < today ? words.t("list.late", { days: daysBetween(turn.to, today) }) : undefined;
  return (
    <Row
      sign="day" label={<Said>{duty.what}</Said>} href={mine ? yearPath(pact, `/${duty.id}`) : undefined} next={whoIs(words, people, duty.ownerId)} late={late}
      when={turn && !late ? words.t("list.due", { day: words.shortDay(turn.to) }) : undefined}
    />
  );
}

const [SIZE, OUTER, INNER] = [220, 100, 58];
const onCircle = (radius: number, turn: number): string => {
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  return `${(Math.cos(angle) * radius).toFixed(1)} ${(Math.sin(angle) * radius).toFixed(1)}`;
};
/** A twelfth of the ring. */
const slice = (nth: number): string => `M${onCircle(OUTER, nth / 12)} A${OUTER} ${OUTER} 0 0 1 ${onCircle(OUTER, (nth + 1) / 12)} L${onCircle(INNER, (nth + 1) / 12)} A${INNER} ${INNER} 0 0 0 ${onCircle(INNER, nth / 12)}Z`;

/** The year as a wheel: how much comes in which month. The list says the same, and more. */
function YearWheel({ duties, month }: { duties: readonly YearDuty[]; month: number }) {
  const words = useWords();
  return (
    <svg class="year-wheel" viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`} width={SIZE} height={SIZE} aria-hidden="true" focusable="false">
      {MONTHS.map((one, nth) => {
        const count = duties.filter((duty) => duty.month === one).length;
        const [x, y] = onCircle((OUTER + INNER) / 2, (nth + 0.5) / 12).split(" ");
        return (
          <g key={one} class={one === month ? "now" : count > 0 ? "some" : undefined}>
            <path d={slice(nth)} />
            <text x={x} y={y} text-anchor="middle" dominant-baseline="central"><tspan>{words.t(`year.short.${one}`)}</tspan>{count > 0 && <tspan x={x} dy="13">{"•".repeat(Math.min(count, 4))}</tspan>}</text>
          </g>
        );
      })}
    </svg>
  );
}

/** The year wheel: what is to be done now, then month by month from here; as a list, and beside it as a wheel. */
export function YearPage({ model, seen }: { model: YearModel; seen: Seen }) {
  const { words, today } = seen;
  const { pact, duties } = model;
  const due = duties.flatMap((duty) => { const turn = dueTurn(duty, today); return turn ? [{ duty, turn }] : []; });
  return (
    <Stack>
      <Crumbs pact={pact} rest={[{ label: words.t("year.wheel") }]} />
      <PageTitle over={<Said>{pact.title}</Said>} lead={words.t("year.lead")}>{words.t("year.wheel")}</PageTitle>
      {duties.length === 0 && <Empty title={words.t("year.none")} text={words.t("year.none.text")} />}
      <WithSide side={duties.length > 0 ? <YearWheel duties={duties} month={Number(today.slice(5, 7))} /> : null}>
        <>
          {due.length > 0 && <Card title={words.t("year.now")}><Rows>{due.map(({ duty, turn }) => <DutyRow key={duty.id} model={model} duty={duty} turn={turn} seen={seen} />)}</Rows></Card>}
          {monthsFrom(today).map((month) => {
            const some = duties.filter((duty) => duty.month === month && !due.some((one) => one.duty.id === duty.id));
            return some.length > 0 && <Card key={month} title={words.t("year.next", { month: monthName(words, month), year: String(nextTurn(some[0]!, today).year) })}><Rows>{some.map((duty) => <DutyRow key={duty.id} model={model} duty={duty} turn={undefined} seen={seen} />)}</Rows></Card>;
          })}
          {seen.can("agreement.keep") && <Actions><ButtonLink kind="quiet" href={yearPath(pact, "/new")}>{words.t("year.new")}</ButtonLink></Actions>}
        </>
      </WithSide>
      <PrintMark>{words.t("goal.printed", { day: words.day(today) })}</PrintMark>
    </Stack>
  );
}

export type DutyModel = { readonly pact: Pact; readonly duty: YearDuty; readonly people: People; readonly keeps: boolean };

/** One thing of the wheel: that it is seen to this time, and for whoever keeps the agreement, to change it. */
export function DutyPage({ model: { pact, duty, people, keeps }, form, seen: { words, today } }: { model: DutyModel; form: VNode; seen: Seen }) {
  const turn = dueTurn(duty, today);
  const last = Math.max(...duty.done);
  return (
    <FormPage pact={pact} crumbs={[yearCrumb(words, pact)]} over={monthName(words, duty.month)} title={words.t("year.one")} lead={<Said>{duty.what}</Said>}>
      <Card>
        <p>{whoIs(words, people, duty.ownerId)}</p>
        {duty.done.length > 0 && <p class="quiet">{words.t("year.last", { year: String(last) })}</p>}
        {turn ? form : <p>{words.t("year.next", { month: monthName(words, duty.month), year: String(nextTurn(duty, today).year) })}</p>}
      </Card>
      {keeps && <p><a href={yearPath(pact, `/${duty.id}/edit`)}>{words.t("year.edit")}</a></p>}
    </FormPage>
  );
}

export const monthOptions = (words: Words) => MONTHS.map((month) => ({ value: String(month), label: monthName(words, month) }));
