import { ageOn } from "../platform/clock.ts";
import { ChildName, type Matter } from "../matter/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, problemLinks, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Perspective, type Practice } from "../practice/index.ts";
import { CheckboxGroup, Details, Hidden, PageTitle, RadioGroup, Sign, Stack, Tag, TextArea, Wheel, WithSide } from "../ui/index.ts";
import { AreaPicture } from "./area-picture.tsx";
import { calledBy, fingerprintOf, fingerprintOfText, markText, questionsTo, raisesConcern, supportText, type Area, type WheelEntry } from "./inquiry.ts";
import { Crumbs } from "./wheel-pages.tsx";
import { areasOf, ConcernGate, Prompts } from "./wheel-view.tsx";

/** One perspective being filled in: all of the wheel, or one area of it at a time. */
export type Filling = {
  readonly matter: Matter; readonly practice: Practice; readonly perspective: Perspective;
  /** What this perspective has said in this round. */
  readonly entries: readonly WheelEntry[];
  /** Those that are asked about on this page. */
  readonly areas: readonly Area[];
  readonly step: { readonly nth: number; readonly count: number; readonly next: string | undefined } | undefined;
};

type Drawn = { readonly filling: Filling; readonly state: FormState; readonly seen: Seen };

const one = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value?.[0] ?? ""));
const entryOf = ({ entries }: Filling, area: string) => entries.find((entry) => entry.area === area);
const problemAt = (state: FormState, name: string, seen: Seen) => problemLinks(seen.words, state).find(({ id }) => id === `f-${name}`)?.text;

/**
 * What the writer has before them. After a conflict that is what stands now, since it was just shown; after any other problem, and
 * after a session that ended, it is still what the page was first drawn from.
 */
function FromBefore({ name, now, state }: { name: string; now: string; state: FormState }) {
  return <input type="hidden" name={name} value={state.conflict ? now : one(state.values[name])} />;
}

export function PerspectivePage({ filling, state, seen, buttons }: Drawn & { buttons: readonly FormButton[] }) {
  const { words, today } = seen;
  const { matter, practice, perspective, step } = filling;
  const title = words.t(`inquiry.of.${perspective}`);
  const over = <><ChildName matter={matter} today={today} />{step && <> · {words.t("inquiry.step", { nth: step.nth, count: step.count })}</>}</>;
  const help = textIn(practice.wheel.perspectives.find(({ id }) => id === perspective)!.help, words.language);
  return (
    <Stack>
      <Crumbs matter={matter} seen={seen} here={title} wheel={textIn(practice.wheel.name, words.language)} />
      <PageTitle over={over} lead={`${help} ${step ? "" : words.t("inquiry.perspective.skip")}`.trim()}>{title}</PageTitle>
      <WithSide side={<Beside filling={filling} />}>
        {perspective === "child" && <TogetherWith filling={filling} seen={seen} />}
        <form method="post" action={state.action} noValidate class={`wheel-form${perspective === "child" ? " area-child" : ""}`}>
          <Unseen state={state} />
          {filling.areas.map((area) => <AreaPart key={area.id} area={area} filling={filling} state={state} seen={seen} />)}
          {"how" in state.fields && <HowLine filling={filling} state={state} seen={seen} />}
          <div class={step ? "save-bar" : "save-bar save-bar-stays"}>
            <FormButtons buttons={buttons} />
            {step && <p><a href={step.next ? `/matters/${matter.id}/wheel/${perspective}?area=${step.next}` : `/matters/${matter.id}/wheel`}>{words.t("inquiry.skip")}</a></p>}
          </div>
        </form>
      </WithSide>
    </Stack>
  );
}

/** For the adult beside the child: how to use the page together, and which way of going through it. */
function TogetherWith({ filling: { matter, practice, step }, seen }: Pick<Drawn, "filling" | "seen">) {
  const { words, today } = seen;
  const young = matter.bornOn !== undefined && ageOn(matter.bornOn, today) < practice.wheel.readers.younger.fromAge;
  const address = `/matters/${matter.id}/wheel/child`;
  const first = practice.wheel.areas[0]?.id;
  return (
    <div class="together">
      <p>{words.t(young ? "inquiry.perspective.young" : "inquiry.perspective.together")}</p>
      <p>{step ? <a href={address}>{words.t("inquiry.perspective.all")}</a> : <a href={`${address}?area=${first}`}>{words.t("inquiry.perspective.one")}</a>}</p>
    </div>
  );
}

/** The picture as it was last saved, and a way to each area. */
function Beside({ filling }: { filling: Filling }) {
  const words = useWords();
  const { matter, practice, perspective, entries, step } = filling;
  const areas = areasOf({ practice, child: matter.child.name, entries }, perspective, words);
  return (
    <div class="wheel-side">
      <Wheel areas={areas} centre={calledBy(matter.child.name)} caption={words.t(`inquiry.of.${perspective}`)} />
      <nav aria-label={words.t("inquiry.jump")}>
        <ul class="area-links">
          {areas.map(({ id, label, mark }) => <li key={id}><a href={step ? `/matters/${matter.id}/wheel/${perspective}?area=${id}` : `#area-${id}`}>{label}</a> {mark && <Tag kind={mark} />}</li>)}
        </ul>
      </nav>
    </div>
  );
}

type Part = Drawn & { readonly area: Area };

/** One area: what it is, how it is, what works, what is hard, and whether support is needed – in that order. */
function AreaPart({ area, filling, state, seen }: Part) {
  const { words } = seen;
  const { practice, perspective, matter } = filling;
  const forChild = perspective === "child";
  const questions = questionsTo(practice, area.id, { perspective, child: matter, on: seen.today });
  const name = textIn(area.name, words.language);
  return (
    <section class="card area" id={`area-${area.id}`} aria-labelledby={`title-${area.id}`}>
      <div class="area-head">
        <AreaPicture symbol={area.picture.symbol} alt={forChild ? textIn(area.picture.alt, words.language) : undefined} />
        <div>
          <h2 id={`title-${area.id}`}>{forChild ? textIn(area.picture.word, words.language) : name}</h2>
          <p class="quiet">{forChild ? name : textIn(area.meaning, words.language)}</p>
        </div>
      </div>
      <Prompts texts={questions} groups={practice.wheel.groups} summary={words.t("inquiry.questions")} proposed={words.t("inquiry.questions.proposed")} open={forChild && filling.step !== undefined} />
      <Marks area={area} filling={filling} state={state} seen={seen} />
      {area.surfacesReportOfConcern && <Gate area={area} filling={filling} state={state} seen={seen} />}
      <AreaWords area={area} filling={filling} state={state} seen={seen} />
      <Support area={area} filling={filling} state={state} seen={seen} />
      <FromBefore name={`${area.id}_drawn`} now={fingerprintOf(entryOf(filling, area.id))} state={state} />
    </section>
  );
}

function Marks({ area, filling: { practice, perspective }, state, seen }: Part) {
  const { words } = seen;
  const name = `${area.id}_mark`;
  const options = practice.wheel.marks.map(({ id }) => ({ value: id, label: <span class={`mark-word mark-${id}`}><Sign name={id} /> {textIn(markText(practice, id, perspective), words.language)}</span> }));
  const asked = words.t(perspective === "child" ? "inquiry.child.mark" : "inquiry.area.mark");
  return (
    <div class="marks">
      <RadioGroup id={`f-${name}`} name={name} required label={<><Hidden>{textIn(area.name, words.language)}: </Hidden>{asked}</>} options={options} value={one(state.values[name])} problem={problemAt(state, name, seen)} />
    </div>
  );
}

/** Shown as soon as the mark asks for it, by the stylesheet alone; browsers that cannot, always show it. Before a child it speaks to the adult. */
function Gate({ area, filling, state, seen }: Part) {
  const { words } = seen;
  const { practice, perspective } = filling;
  const advice = area.advice && textIn(area.advice, words.language);
  const saved = raisesConcern(practice, area.id, entryOf(filling, area.id)?.mark);
  const chosen = practice.wheel.marks.some(({ id }) => id === one(state.values[`${area.id}_mark`]) && raisesConcern(practice, area.id, id));
  return (
    <>
      {advice && <Details summary={words.t("inquiry.concern.advice")}><p>{advice}</p><p><a href="/concern">{words.t("inquiry.concern.link")}</a></p></Details>}
      <div class={saved || chosen ? "area-gate area-gate-open" : "area-gate"}>
        {perspective === "child"
          ? <p class="area-gate-quiet"><strong>{words.t("inquiry.concern.adult")}:</strong> {words.t("inquiry.concern.listen")} <a href="/concern">{words.t("inquiry.concern.link")}</a></p>
          : <ConcernGate area={textIn(area.name, words.language)} />}
      </div>
    </>
  );
}

function AreaWords({ area, filling: { perspective }, state, seen }: Part) {
  const { words } = seen;
  const forChild = perspective === "child";
  const whose = forChild ? "child" : "area";
  return (
    <div class="area-words">
      {(["works", "challenging"] as const).map((part) => {
        const name = `${area.id}_${part}`;
        const label = <><Hidden>{textIn(area.name, words.language)}: </Hidden>{words.t(`inquiry.${whose}.${part}`)}</>;
        return <TextArea key={part} id={`f-${name}`} name={name} required rows={forChild ? 3 : 2} label={label} value={one(state.values[name])} problem={problemAt(state, name, seen)} />;
      })}
    </div>
  );
}

function Support({ area, filling: { practice, perspective }, state, seen }: Part) {
  const { words } = seen;
  const name = `${area.id}_support`;
  const support = textIn(supportText(practice, perspective), words.language);
  const label = perspective === "child" ? support : words.t("inquiry.area.support", { support });
  const chosen = state.values[name];
  return (
    <div class="support">
      <CheckboxGroup id={`f-${name}`} name={name} required label={<Hidden>{textIn(area.name, words.language)}: {words.t("inquiry.field.support")}</Hidden>} options={[{ value: "yes", label: <span class="mark-word mark-support"><Sign name="support" /> {label}</span> }]} values={chosen === undefined ? [] : [one(chosen)]} />
    </div>
  );
}

function HowLine({ filling, state }: Drawn) {
  return (
    <>
      <FieldOf state={state} name="how" />
      <FromBefore name="how_drawn" now={fingerprintOfText(filling.entries.at(-1)?.how ?? "")} state={state} />
    </>
  );
}
