import type { VNode } from "preact";
import { dayOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, DataTable, Details, Empty, PageTitle, PrintMark, Said, SaidText, Stack, Tag, type Crumb } from "../ui/index.ts";
import { linePoints, MOST_QUESTIONS, yearsOf, type Goal, type Indicator, type YearlyCheck } from "./goal.ts";
import { Crumbs, FormPage, whoIs, type People } from "./group-pages.tsx";
import type { Pact } from "./steering.ts";

export const goalsPath = ({ handle }: Pick<Pact, "handle">, rest = ""): string => `/agreements/${handle}/goals${rest}`;
export const goalsCrumb = (words: Words, pact: Pact): Crumb => ({ label: words.t("goal.goals"), href: goalsPath(pact) });
export const figure = (words: Words, value: number): string => value.toLocaleString(words.locale, { maximumFractionDigits: 4 });

export type GoalsModel = { readonly pact: Pact; readonly goals: readonly Goal[]; readonly checks: readonly YearlyCheck[]; readonly people: People; readonly countsFor: ReadonlySet<string> };

const BOX = { width: 120, height: 36, pad: 5 };

/** The same figures as in the table, as a line: for the eye only. */
function Line({ indicator }: { indicator: Indicator }) {
  if (indicator.values.length < 2) return null;
  const points = linePoints(indicator.values, BOX);
  return (
    <svg class="goal-line" viewBox={`0 0 ${BOX.width} ${BOX.height}`} width={BOX.width} height={BOX.height} aria-hidden="true" focusable="false">
      <polyline points={points.map((point) => point.join(",")).join(" ")} />
      {points.map(([x, y]) => <circle key={x} cx={x} cy={y} r="2.5" />)}
    </svg>
  );
}

/** Where the figures come from and what they say, year by year. */
function Sources({ indicator, people }: { indicator: Indicator; people: People }) {
  const words = useWords();
  return (
    <Details summary={<>{words.t("goal.sources")}: <Said>{indicator.name}</Said></>}>
      <ul class="plain-list">
        {indicator.values.map(({ year, source, said, dutyId, at }) => (
          <li key={year}>
            <p><strong>{year}</strong> <Said>{source}</Said></p>
            {said !== "" && <p><SaidText>{said}</SaidText></p>}
            <p class="quiet">{whoIs(words, people, dutyId)}, {words.shortDay(dayOf(at))}</p>
          </li>
        ))}
      </ul>
    </Details>
  );
}

function GoalCard({ model: { pact, people, countsFor }, goal, seen }: { model: GoalsModel; goal: Goal; seen: Seen }) {
  const { words, today } = seen;
  const years = yearsOf(goal.indicators);
  const board = (party: string): string => pact.parties.find(({ id }) => id === party)?.board ?? "";
  const rows = goal.indicators.map((indicator) => ({
    key: indicator.id,
    cells: [
      <><Said>{indicator.name}</Said> <span class="quiet">(<Said>{indicator.countedIn}</Said>, {words.t("goal.given-by")} <Said>{board(indicator.partyId)}</Said>)</span><Line indicator={indicator} /></>,
      ...years.map((year) => { const value = indicator.values.find((one) => one.year === year); return value ? <Said key={year}>{figure(words, value.value)}</Said> : <span key={year} class="quiet">{words.t("goal.no-value")}</span>; }),
      <Said key="aim">{indicator.aim}</Said>,
    ],
  }));
  const mine = goal.indicators.filter(({ partyId }) => countsFor.has(partyId));
  return (
    <Card title={<Said>{goal.name}</Said>}>
      <p><SaidText>{goal.why}</SaidText></p>
      {rows.length > 0 && <DataTable caption={words.t("goal.table")} columns={[{ label: words.t("goal.indicator") }, ...years.map((year) => ({ label: String(year), numeric: true })), { label: words.t("goal.aim") }]} rows={rows} />}
      {goal.indicators.filter(({ values }) => values.length > 0).map((indicator) => <Sources key={indicator.id} indicator={indicator} people={people} />)}
      {mine.map((indicator) => <p key={indicator.id}><a href={goalsPath(pact, `/indicators/${indicator.id}?year=${Number(today.slice(0, 4))}`)}>{words.t("goal.give")}: <Said>{indicator.name}</Said></a></p>)}
      {seen.can("agreement.keep") && <p><a href={goalsPath(pact, `/${goal.id}/edit`)}>{words.t("goal.edit")}</a></p>}
    </Card>
  );
}

const LIGHTS = { yes: "works", partly: "both", no: "challenging" } as const;

function CheckCard({ pact, check, seen }: { pact: Pact; check: YearlyCheck; seen: Seen }) {
  const { words } = seen;
  return (
    <Card title={words.t("goal.check.of", { year: String(check.year) })}>
      <ul class="plain-list">
        {check.answers.map(({ question, light, evidence }) => (
          <li key={question}>
            <p><strong><Said>{question}</Said></strong> {light === "" ? <span class="quiet">{words.t("goal.light.none")}</span> : <Tag kind={LIGHTS[light]}>{words.t(`goal.light.${light}`)}</Tag>}</p>
            {evidence !== "" && <p class="quiet"><SaidText>{evidence}</SaidText></p>}
          </li>
        ))}
      </ul>
      {seen.can("agreement.keep") && <p><a href={goalsPath(pact, `/check?year=${check.year}`)}>{words.t("goal.check.edit")}</a></p>}
    </Card>
  );
}

/** How the goals go, year by year, and the yearly follow-up. Printed as it stands. */
export function GoalsPage({ model, seen }: { model: GoalsModel; seen: Seen }) {
  const { words, today } = seen;
  const { pact, goals, checks } = model;
  const [latest, ...earlier] = checks;
  const year = Number(today.slice(0, 4));
  return (
    <Stack>
      <Crumbs pact={pact} rest={[{ label: words.t("goal.goals") }]} />
      <PageTitle over={<Said>{pact.title}</Said>} lead={words.t("goal.goals.lead")}>{words.t("goal.goals")}</PageTitle>
      {goals.length === 0 && <Empty title={words.t("goal.none")} text={words.t("goal.none.text")} />}
      {goals.map((goal) => <GoalCard key={goal.id} model={model} goal={goal} seen={seen} />)}
      {seen.can("agreement.keep") && (
        <Actions>
          <ButtonLink kind="quiet" href={goalsPath(pact, "/new")}>{words.t("goal.new")}</ButtonLink>
          {latest?.year !== year && <ButtonLink kind="quiet" href={goalsPath(pact, `/check?year=${year}`)}>{words.t("goal.check.begin", { year: String(year) })}</ButtonLink>}
        </Actions>
      )}
      {latest && <CheckCard pact={pact} check={latest} seen={seen} />}
      {earlier.length > 0 && <Details summary={words.t("goal.check.earlier")}><Stack>{earlier.map((check) => <CheckCard key={check.year} pact={pact} check={check} seen={seen} />)}</Stack></Details>}
      <PrintMark>{words.t("goal.printed", { day: words.day(today) })}</PrintMark>
    </Stack>
  );
}

/** A goal as it is written, and below it what tells how it goes. */
export function GoalForm({ pact, goal, title, form }: { pact: Pact; goal: Goal | undefined; title: string; form: VNode }) {
  const words = useWords();
  return (
    <FormPage pact={pact} crumbs={[goalsCrumb(words, pact)]} title={title} lead={words.t("goal.form.lead")}>
      <Card>{form}</Card>
      {goal && goal.indicators.length > 0 && <Card title={words.t("goal.indicators")}><ul>{goal.indicators.map(({ id, name, countedIn }) => <li key={id}><Said>{name}</Said> (<Said>{countedIn}</Said>)</li>)}</ul></Card>}
      {goal && <p><ButtonLink kind="quiet" href={goalsPath(pact, `/${goal.id}/indicators/new`)}>{words.t("goal.indicator.new")}</ButtonLink></p>}
    </FormPage>
  );
}

/** The questions of a year, each with a light and what shows it. */
export function CheckForm({ pact, year, state, buttons }: { pact: Pact; year: number; state: FormState; buttons: readonly FormButton[] }) {
  const words = useWords();
  return (
    <FormPage pact={pact} crumbs={[goalsCrumb(words, pact)]} title={words.t("goal.check.of", { year: String(year) })} lead={words.t("goal.check.lead")}>
      <form method="post" action={state.action} noValidate class="form">
        <Unseen state={state} />
        {Array.from({ length: MOST_QUESTIONS }, (_, row) => `question-${row}` in state.fields && <div key={row} class="card fields">{["question", "light", "evidence"].map((name) => <FieldOf key={name} state={state} name={`${name}-${row}`} />)}</div>)}
        <FormButtons buttons={buttons} />
      </form>
    </FormPage>
  );
}
