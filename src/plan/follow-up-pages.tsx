import type { VNode } from "preact";
import { calledBy, type WheelEntry } from "../inquiry/index.ts";
import { ChildName } from "../matter/index.ts";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { perspectives, textIn, type Perspective } from "../practice/index.ts";
import { ButtonLink, Card, Details, PageTitle, Quote, Row, Rows, Said, SaidText, Stack, Wheel, Wheels, WheelTable, type WheelArea } from "../ui/index.ts";
import { isAnyoneStopped, Stopped } from "./adopt-pages.tsx";
import type { ClosingWords } from "./follow-up.ts";
import { doerName, type PlanContent } from "./plan.ts";
import type { Parcel, Recipients } from "./plan-recipients.ts";
import { MeasureState } from "./plan-view.tsx";
import { PlanCrumbs } from "./plan-write-pages.tsx";
import type { Writing } from "./plan-writing.ts";

/** The wheel of this follow-up beside the one before it. */
export type ThenAndNow = { readonly before: readonly WheelEntry[]; readonly now: readonly WheelEntry[] };

export type Following = { readonly writing: Writing; readonly current: PlanContent; readonly wheel: ThenAndNow; readonly unsent: { readonly heldOn: string; readonly words: ClosingWords } | undefined };

type Drawing = { readonly following: Following; readonly seen: Seen };

function areasOf({ following: { writing }, seen: { words } }: Drawing, entries: readonly WheelEntry[], perspective: Perspective): WheelArea[] {
  return writing.house.practice.wheel.areas.map(({ id, name }) => {
    const entry = entries.find((one) => one.perspective === perspective && one.area === id);
    const label = textIn(name, words.language);
    if (!entry) return { id, label, needsSupport: false };
    const said = [entry.works, entry.challenging].filter((text) => text !== "");
    return { id, label, mark: entry.mark, needsSupport: entry.needsSupport, ...(said.length > 0 ? { said: <SaidText>{said.join("\n")}</SaidText> } : {}) };
  });
}

/** Then and now side by side for each perspective, the child's first; never made into one. @model K12, U26 */
function WheelThenAndNow(drawing: Drawing) {
  const { following: { writing, wheel }, seen } = drawing;
  const { words } = seen;
  const child = calledBy(writing.matter.child.name);
  const spoken = perspectives.filter((perspective) => [...wheel.before, ...wheel.now].some((entry) => entry.perspective === perspective));
  const whose = (perspective: Perspective) => (perspective === "child" ? <Said>{child}</Said> : <>{textIn(writing.house.practice.wheel.perspectives.find(({ id }) => id === perspective)!.name, words.language)}</>);
  const times = [["then", wheel.before], ["now", wheel.now]] as const;
  return (
    <Card title={words.t("plan.follow.wheel")}>
      <p>{words.t("plan.follow.wheel.text")}</p>
      {wheel.now.length === 0 && <p class="quiet">{words.t("plan.follow.wheel.none")}</p>}
      <p class="actions"><ButtonLink href={`/matters/${writing.matter.id}/wheel`} kind="quiet">{words.t("plan.follow.wheel.link")}</ButtonLink></p>
      {wheel.now.length > 0 && spoken.map((perspective) => {
        const views = times.map(([time, entries]) => ({ id: time, label: words.say(`plan.follow.wheel.${time}`), areas: areasOf(drawing, entries, perspective) }));
        return (
          <div key={perspective}>
            <h3>{whose(perspective)}</h3>
            <Wheels>{views.map(({ id, label, areas }) => <Wheel key={id} areas={areas} centre={child} caption={label} />)}</Wheels>
            <Details summary={<>{words.t("plan.follow.wheel.words")}: {whose(perspective)}</>}><WheelTable caption={whose(perspective)} perspectives={views} /></Details>
          </div>
        );
      })}
    </Card>
  );
}

export const outcomeField = (measureId: string): string => `outcome_${measureId}`;

/** The follow-up as one form: the child's experience first, then measure by measure, then what comes next. @model 6.3 */
export function FollowUpPage({ following, seen, state, buttons }: Drawing & { state: FormState; buttons: readonly FormButton[] }) {
  const { words, today } = seen;
  const { writing, current } = following;
  const fields = (...names: string[]) => names.map((name) => <FieldOf key={name} state={state} name={name} />);
  return (
    <Stack>
      <PlanCrumbs writing={writing} seen={seen} here={words.t("plan.follow.title")} />
      <PageTitle over={<ChildName matter={writing.matter} today={today} />} lead={words.t("plan.follow.lead")}>{words.t("plan.follow.title")}</PageTitle>
      <WheelThenAndNow following={following} seen={seen} />
      <form method="post" action={state.action} noValidate class="form plan-follow">
        <Unseen state={state} />
        <Card title={words.t("plan.follow.child")}>{fields("voiceIs", "voiceText", "voiceHow")}</Card>
        <Card title={words.t("plan.follow.measures")}>
          {current.measures.map((measure) => (
            <div key={measure.id} class="plan-part">
              {fields(outcomeField(measure.id))}
              <p class="quiet"><Said>{doerName(measure.who)}</Said>, {words.shortDay(measure.byOn)}. <MeasureState measure={measure} report={writing.reports.get(measure.id)} today={today} /></p>
            </div>
          ))}
        </Card>
        <Card title={words.t("plan.follow.result")}>{fields("guardiansView", "reason", "heldOn", "result", "turnTo")}</Card>
        <FormButtons buttons={buttons} />
      </form>
    </Stack>
  );
}

export type ClosingCheck = { readonly writing: Writing; readonly closing: ClosingWords; readonly whole: Parcel; readonly recipients: Recipients };

/** What is sent when a plan ends, and to whom, before it is sent. @ground U06 */
export function ClosingPage({ check, seen, form }: { check: ClosingCheck; seen: Seen; form: VNode }) {
  const { words, today } = seen;
  const { writing, whole, recipients } = check;
  const names = [
    ...recipients.guardians.flatMap((copy) => (copy.is === "sent" ? [{ name: copy.guardian.name, basis: words.t("plan.adopt.basis.party") }] : [])),
    ...recipients.parties.flatMap((copy) => (copy.is === "sent" ? [{ name: copy.party.unit, basis: words.t("plan.adopt.basis.consent") }] : [])),
  ];
  return (
    <Stack>
      <PlanCrumbs writing={writing} seen={seen} here={words.t("plan.close.title")} />
      <PageTitle over={<ChildName matter={writing.matter} today={today} />} lead={words.t("plan.close.lead")}>{words.t("plan.close.title")}</PageTitle>
      {isAnyoneStopped(recipients) && <Card title={words.t("plan.close.stopped")}><Stopped writing={writing} seen={seen} recipients={recipients} /></Card>}
      <Card title={words.t("plan.close.receivers")}><Rows>{names.map(({ name, basis }) => <Row key={name} name={name} beside={basis} />)}</Rows><p class="quiet">{words.t("plan.close.cut")}</p></Card>
      <Card title={words.t("plan.close.what")}>
        {whole.sections.map(({ heading, text, own }, nth) => <section key={nth}><h3>{heading}</h3>{own ? <Quote>{text}</Quote> : <p><SaidText>{text}</SaidText></p>}</section>)}
        <p><a href={`/matters/${writing.matter.id}/follow-up`}>{words.t("plan.close.change")}</a></p>
      </Card>
      {form}
    </Stack>
  );
}
