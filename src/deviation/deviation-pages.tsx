import type { VNode } from "preact";
import { dayOf, daysBetween } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { Actions, Breadcrumb, ButtonLink, Card, DataTable, Empty, Notice, PageTitle, Pairs, Quote, Row, Rows, Said, Stack, Steps, Timeline, WithSide } from "../ui/index.ts";
import type { Count, Deviation, Done, Listed } from "./deviation-store.ts";
import { stepAbove, stepAt } from "./deviation.ts";

/** Stands on every page: this is about how one works together, and a child in danger never waits for it. @ground SoL 19:1 */
function ConcernFirst() {
  const words = useWords();
  return <Notice kind="warning" title={words.t("deviation.concern")}><p><a href="/concern">{words.t("tracks.go.concern")}</a></p></Notice>;
}

/** The ladder as the package has it: who answers on each step, and how soon. */
function Ladder({ practice }: { practice: Practice }) {
  const words = useWords();
  return (
    <Card title={words.t("deviation.ladder")}>
      <ol>{practice.way.deviations.map(({ id, name, who, workdays }) => <li key={id}><strong>{textIn(name, words.language)}.</strong> {textIn(who, words.language)}. {words.t("deviation.within", { days: workdays })}</li>)}</ol>
      <p class="quiet">{words.t("deviation.ladder.climbs")}</p>
    </Card>
  );
}

type Reporting = { readonly state: FormState; readonly buttons: readonly FormButton[]; readonly practice: Practice; readonly seen: Seen };

/** Tells another unit what did not work. */
export function NewDeviationPage({ state, buttons, practice, seen: { words } }: Reporting): VNode {
  const warned = state.problems["anyway"] !== undefined || (state.values["anyway"] ?? "").length > 0;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("deviation.title"), href: "/deviations" }, { label: words.t("deviation.new") }]} />
      <PageTitle lead={words.t("deviation.new.lead")}>{words.t("deviation.new")}</PageTitle>
      <ConcernFirst />
      <WithSide side={<Ladder practice={practice} />}>
        <Card>
          <form method="post" action={state.action} noValidate class="form">
            <Unseen state={state} />
            {["to", "kind", "routine", "happenedOn", "happened", "expected", "proposal"].map((name) => <FieldOf key={name} state={state} name={name} />)}
            {warned && <FieldOf state={state} name="anyway" />}
            <FieldOf state={state} name="nobody" />
            <FormButtons buttons={buttons} />
          </form>
        </Card>
      </WithSide>
    </Stack>
  );
}

function DeviationRow({ one, practice, seen: { words, today } }: { one: Listed; practice: Practice; seen: Seen }) {
  const waits = one.state === "waiting";
  return (
    <Row name={one.side === "theirs" ? one.from : one.to} href={`/deviations/${one.id}`} next={<>{words.t(`deviation.kind.${one.kind}`)}. {words.t(`deviation.state.${one.state}`, { step: textIn(stepAt(practice, one.level).name, words.language) })}</>}
      late={waits && one.answerBy < today ? words.t("list.late", { days: daysBetween(one.answerBy, today) }) : undefined}
      when={waits ? words.t("list.due", { day: words.shortDay(one.answerBy) }) : words.shortDay(dayOf(one.closedAt ?? one.reportedAt))} />
  );
}

/** How many, for steering: no words, and no children are in it. @model degerforsmodellen 8.4 */
function Counts({ counts }: { counts: readonly Count[] }) {
  const words = useWords();
  if (counts.length === 0) return null;
  return (
    <Card title={words.t("deviation.counts")}>
      <DataTable caption={words.t("deviation.counts.text")}
        columns={[{ label: words.t("deviation.counts.what") }, { label: words.t("deviation.counts.all"), numeric: true }, { label: words.t("deviation.counts.climbed"), numeric: true }, { label: words.t("deviation.counts.closed"), numeric: true }, { label: words.t("deviation.counts.days"), numeric: true }]}
        rows={counts.map(({ kind, count, climbed, closed, days }) => ({ key: kind, cells: [words.t(`deviation.kind.${kind}`), String(count), String(climbed), String(closed), days === undefined ? "–" : String(Math.round(days))] }))} />
    </Card>
  );
}

export type ListModel = { readonly all: readonly Listed[]; readonly counts: readonly Count[]; readonly practice: Practice };

export function DeviationsPage({ model: { all, counts, practice }, seen }: { model: ListModel; seen: Seen }): VNode {
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: words.t("deviation.title") }]} />
      <PageTitle lead={words.t("deviation.title.lead")}>{words.t("deviation.title")}</PageTitle>
      <WithSide side={<><p><ButtonLink href="/deviations/new">{words.t("deviation.new")}</ButtonLink></p><Ladder practice={practice} /></>}>
        <>
          {all.length === 0 && <Empty title={words.t("deviation.empty")} text={words.t("deviation.empty.text")} />}
          {(["above", "theirs", "ours"] as const).map((side) => {
            const some = all.filter((one) => one.side === side);
            return some.length > 0 && <Card key={side} title={words.t(`deviation.side.${side}`)}><Rows>{some.map((one) => <DeviationRow key={one.id} one={one} practice={practice} seen={seen} />)}</Rows></Card>;
          })}
          <Counts counts={counts} />
        </>
      </WithSide>
    </Stack>
  );
}

const happenedIn = (done: Done, practice: Practice, { words }: Seen) => ({
  when: words.time(done.at),
  title: words.t(`deviation.step.${done.what}`, { step: textIn(stepAt(practice, done.level).name, words.language) }),
  ...(done.words ? { detail: <Quote>{done.words}</Quote> } : {}), ...(done.by ? { source: <><Said>{done.by}</Said>, <Said>{done.unit ?? ""}</Said></> } : {}),
});

export type Reading = { readonly deviation: Deviation; readonly practice: Practice; readonly seen: Seen; readonly form: VNode | undefined };

function Next({ deviation: { id, state, answerBy, level }, practice, seen }: Reading) {
  const { words } = seen;
  if (state === "closed") return null;
  const answers = state === "waiting" && seen.can("deviation.answer");
  return (
    <Card title={words.t("deviation.now")}>
      <p>{words.t(`deviation.now.${state}`, { day: words.day(answerBy), step: textIn(stepAt(practice, level).name, words.language) })} {state === "waiting" && words.t(stepAbove(practice, level) ? "deviation.now.climbs" : "deviation.now.top")}</p>
      <Actions>
        {answers && <ButtonLink href={`/deviations/${id}/answer`}>{words.t("deviation.answer")}</ButtonLink>}
        {seen.can("deviation.settle") && <ButtonLink href={`/deviations/${id}/settle`} kind={answers ? "quiet" : "primary"}>{words.t("deviation.settle")}</ButtonLink>}
      </Actions>
    </Card>
  );
}

/** One deviation with all that has been done, the same for both sides. */
export function DeviationPage(reading: Reading): VNode {
  const { deviation: one, practice, seen, form } = reading;
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("deviation.title"), href: "/deviations" }, { label: words.t("deviation.one") }]} />
      <PageTitle over={words.t("deviation.between", { from: one.from, to: one.to })}>{words.t(`deviation.kind.${one.kind}`)}</PageTitle>
      <ConcernFirst />
      <Steps label={words.t("deviation.ladder")} items={practice.way.deviations.map(({ order, name }) => ({ label: textIn(name, words.language), state: one.state === "closed" || order < one.level ? (order <= one.level ? "done" : "later") : order === one.level ? "now" : "later" }))} />
      {form ?? <Next {...reading} />}
      <Card title={words.t("deviation.what")}>
        <Pairs items={[
          { label: words.t("deviation.routine.was"), value: <Said>{one.routine}</Said> }, { label: words.t("deviation.happenedOn.was"), value: words.day(one.happenedOn) },
          { label: words.t("deviation.reported"), value: <>{words.time(one.reportedAt)}, <Said>{one.reporter}</Said></> },
        ]} />
        {(["happened", "expected", "proposal"] as const).map((part) => <div key={part}><h3>{words.t(`deviation.${part}.was`)}</h3><Quote>{one[part]}</Quote></div>)}
      </Card>
      {one.steps.length > 0 && <Card title={words.t("deviation.history")}><Timeline items={one.steps.map((done) => happenedIn(done, practice, seen))} /></Card>}
    </Stack>
  );
}
