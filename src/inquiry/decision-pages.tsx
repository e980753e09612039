import { ChildName, type Matter } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, problemLinks, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { Card, CheckboxGroup, Details, PageTitle, Said, Stack, WithSide, type Shown } from "../ui/index.ts";
import { asked } from "./asked.ts";
import type { Decision, QuestionId, WheelEntry } from "./inquiry.ts";
import { unitsAround, type UnitGroup } from "./units-around.ts";
import { Crumbs } from "./wheel-pages.tsx";
import { Prompts, WheelSummary } from "./wheel-view.tsx";

/** `met`: the units that something has come from, or gone to, in this matter. */
export type Deciding = { readonly matter: Matter; readonly met: ReadonlySet<string>; readonly practice: Practice; readonly entries: readonly WheelEntry[]; readonly units: readonly Unit[] };

type Drawn = { readonly model: Deciding; readonly state: FormState; readonly seen: Seen };

/** The three questions in their order, each with what a yes and a no lead to; beside them what the wheel shows. @model K1 */
export function DecisionPage({ model, state, seen, buttons }: Drawn & { buttons: readonly FormButton[] }) {
  const { words, today } = seen;
  const { matter, practice } = model;
  return (
    <Stack>
      <Crumbs matter={matter} seen={seen} here={words.t("inquiry.decision.title")} wheel={textIn(practice.wheel.name, words.language)} />
      <PageTitle over={<ChildName matter={matter} today={today} />} lead={words.t("inquiry.decision.lead")}>{words.t("inquiry.decision.title")}</PageTitle>
      <WithSide side={<Beside model={model} />}>
        <form method="post" action={state.action} noValidate class="decision-form">
          <Unseen state={state} />
          {practice.way.questions.map((question) => <Question key={question.id} question={question} model={model} state={state} seen={seen} />)}
          <FormButtons buttons={buttons} />
        </form>
      </WithSide>
    </Stack>
  );
}

function Beside({ model: { matter, practice, entries } }: { model: Deciding }) {
  const words = useWords();
  return (
    <div class="wheel-side">
      <Card title={words.t("inquiry.decision.beside")}>
        {entries.length === 0 ? <p>{words.t("inquiry.decision.nowheel")}</p> : <WheelSummary view={{ practice, child: matter.child.name, entries }} />}
        <p><a href={`/matters/${matter.id}/wheel`}>{words.t("inquiry.card.see")}</a></p>
      </Card>
    </div>
  );
}

type Asked = Drawn & { readonly question: Practice["way"]["questions"][number] };

function Question({ question, model, state, seen }: Asked) {
  const { words } = seen;
  const { id, order } = question;
  return (
    <section class="card question" aria-labelledby={`title-${id}`}>
      <div class="question-head">
        <span class="question-number" aria-hidden="true">{order}</span>
        <div>
          <h2 id={`title-${id}`}>{textIn(question.text, words.language)}</h2>
          <p class="quiet">{textIn(question.help, words.language)}</p>
        </div>
      </div>
      {order > 1 && <p class="quiet question-if">{words.t("inquiry.decision.only-if")}</p>}
      <Prompts texts={question.prompts} summary={words.t("inquiry.decision.think")} proposed={words.t("inquiry.decision.think.proposed")} />
      <FieldOf state={asked(state, `${id}_answer`, words.t("inquiry.decision.answer.short"))} name={`${id}_answer`} />
      <FieldOf state={asked(state, `${id}_reason`, words.t("inquiry.decision.reason"))} name={`${id}_reason`} />
      <WhoIsNeeded id={id} model={model} state={state} seen={seen} />
    </section>
  );
}

/** Whom it belongs to, or who must meet: asked where the answer would be yes. */
function WhoIsNeeded({ id, model, state, seen }: Drawn & { id: QuestionId }) {
  const { words } = seen;
  if (id === "own-service") return null;
  if (id === "another-service") return <div class="if-yes"><FieldOf state={state} name="other" /></div>;
  const { met, near, far } = unitsAround(model.units, model.matter, model.met);
  const chosen = state.values["who"] ?? [];
  const isUsed = (groups: readonly UnitGroup[]) => groups.some(({ units }) => units.some((unit) => chosen.includes(unit.id)));
  const folded = (summary: string, groups: readonly UnitGroup[], place: string) =>
    groups.length > 0 && <Details summary={summary} open={isUsed(groups)}>{groups.map((group, nth) => <Group key={group.authority} group={group} id={`f-who-${place}-${nth}`} state={state} />)}</Details>;
  const [first, rest] = met.length > 0 ? [met, near] : [near, []];
  const problem = problemLinks(words, state).find((one) => one.id === "f-who")?.text;
  return (
    <div class="if-yes who-needed">
      <h3>{words.t("inquiry.decision.who")}</h3>
      <p class="hint">{words.t("inquiry.decision.who.hint")}</p>
      {first.map((group, nth) => <Group key={group.authority} group={group} id={nth === 0 ? "f-who" : `f-who-first-${nth}`} state={state} problem={nth === 0 ? problem : undefined} />)}
      {folded(words.t("inquiry.decision.who.near"), rest, "near")}
      {folded(words.t("inquiry.decision.who.far"), far, "far")}
    </div>
  );
}

function Group({ group, id, state, problem }: { group: UnitGroup; id: string; state: FormState; problem?: Shown }) {
  const chosen = state.values["who"] ?? [];
  const options = group.units.map((unit) => ({ value: unit.id, label: <Said>{unit.name}</Said> }));
  return <CheckboxGroup id={id} name="who" required label={<Said>{group.authority}</Said>} options={options} values={typeof chosen === "string" ? [chosen] : chosen} problem={problem} />;
}

/** A decision with its reasons, question by question, as far as it went. */
export function DecisionView({ decision, practice, units }: { decision: Decision; practice: Practice; units: readonly Unit[] }) {
  const words = useWords();
  const needed = units.filter(({ id }) => decision.who.includes(id)).map(({ name }) => name);
  return (
    <div class="decision">
      <p class="decision-outcome">{words.t(`inquiry.outcome.${decision.outcome}`)}</p>
      <dl>
        {practice.way.questions.map(({ id, text }) => {
          const answer = decision.answers[id];
          return answer && (
            <div key={id}>
              <dt>{textIn(text, words.language)}</dt>
              <dd><strong>{words.t(answer.yes ? "inquiry.decision.yes" : "inquiry.decision.no")}.</strong> <Said>{answer.reason}</Said></dd>
            </div>
          );
        })}
      </dl>
      {needed.length > 0 && decision.outcome !== "own-service" && <p>{words.t(`inquiry.outcome.who.${decision.outcome}`)} <Said>{needed.join(", ")}</Said></p>}
      <p class="quiet"><Said>{decision.by}</Said>, {words.day(dayOf(decision.at))}</p>
    </div>
  );
}

/** Earlier decisions, when somebody thought again. */
export function EarlierDecisions({ decisions, practice, units }: { decisions: readonly Decision[]; practice: Practice; units: readonly Unit[] }) {
  const words = useWords();
  if (decisions.length === 0) return null;
  return <Details summary={words.t("inquiry.outcome.earlier")}>{decisions.map((decision) => <DecisionView key={decision.id} decision={decision} practice={practice} units={units} />)}</Details>;
}
