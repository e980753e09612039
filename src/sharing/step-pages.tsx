import type { VNode } from "preact";
import type { Needed } from "../access/grounds.ts";
import { CATALOGUE, type Ground } from "../access/grounds-catalogue.ts";
import { MissingConsents } from "../consent/index.ts";
import { isSecretFromFamily } from "../disclosure/index.ts";
import type { Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { FieldOf, Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, Button, ButtonLink, Card, CheckAnswers, Details, Notice, PageTitle, Pairs, RadioGroup, Said, SaidText, Stack, type Option } from "../ui/index.ts";
import type { Step } from "./bench.ts";
import { Head, NextLawfulStep, problemAt } from "./compose-pages.tsx";
import { StoppedPersons } from "./others-pages.tsx";
import { answersOf, ProtectionCard, receiverAnswer, Sections, type ChangedAt, type Weighed } from "./parcel-view.tsx";
import { consentCarries, neededFor, sectionsOf, type Deciding, type NotOffered } from "./sharing.ts";

type Props = { step: Step; seen: Seen; state: FormState };

const addressOf = ({ matter, way, draft }: Step, page: "ground" | "test" | "check" | "ask" | "refuse") => `/matters/${matter.id}/${way}/${draft}/${page}`;
const composeOf = ({ matter, way, draft, parcel }: Step) => `/matters/${matter.id}/${way}?draft=${draft}${parcel.inReplyTo ? `&reply=${parcel.inReplyTo}` : ""}`;

/** Where somebody else it speaks of is asked. */
const otherAddress = ({ matter, way, draft }: Step, person: string) => `/matters/${matter.id}/${way}/${draft}/others/${person}`;

const names = (units: readonly Unit[]) => units.map(({ name }) => name).join(", ");

/** A step as it is weighed, by whoever sends or whoever is asked to decide. */
const weighedOf = ({ parcel, own, units, persons, matter, foreign }: Step): Weighed => ({
  parcel, own, units, persons, lacking: foreign.flatMap(({ coverage }) => coverage.others.flatMap(({ other, complete }) => (complete ? [] : [other.id]))), child: { name: matter.child.name, bornOn: matter.bornOn, expectedOn: matter.expectedOn },
});
const changedAt = (step: Step): ChangedAt => ({ compose: composeOf(step), ground: addressOf(step, "ground") });

function ConsentStands({ step }: { step: Step }) {
  const words = useWords();
  const { foreign, matter, parcel } = step;
  if (consentCarries(foreign)) {
    return <Notice kind="success" title={words.t("sharing.ground.consent.complete")}><p>{words.t("sharing.ground.consent.complete.text", { receiver: names(foreign.map(({ unit }) => unit)) })}</p></Notice>;
  }
  return (
    <>
      {foreign.map(({ unit, coverage }) => <MissingConsents key={unit.id} coverage={coverage} matterId={matter.id} receiver={unit} question={parcel.question} askOther={({ id }) => otherAddress(step, id)} />)}
      <p>{words.t("sharing.ground.consent.oral")}</p>
    </>
  );
}

/** Whose yes is needed besides the sender's own, and why. @ground REQ-074 */
function neededWords(words: Words, { who, because }: Needed, since: Day | undefined): string {
  if (because === "decision-maker") return words.say(`ground.decision-maker.${who}`);
  return because === "own-rule" && since ? words.t("ground.own-rule", { day: words.shortDay(since) }) : words.t("ground.second-person");
}

function groundOption(words: Words, ground: Ground, deciding: Deciding): Option {
  const { code, source, verified } = ground;
  const needed = neededFor(ground, deciding);
  return {
    value: code, label: words.say(`ground.${code}.name`),
    hint: (
      <>
        {words.say(`ground.${code}.explain`)} (<Said>{source}</Said>){!verified && <> {words.t("sharing.ground.unverified")}</>}
        {needed && <> <strong>{neededWords(words, needed, deciding.rules.get(code))}</strong></>}
      </>
    ),
  };
}

/** Why a ground is not offered, in one sentence. @ground REQ-071 */
function NotOfferedList({ not }: { not: readonly NotOffered[] }) {
  const words = useWords();
  return (
    <Details summary={words.t("sharing.ground.others")}>
      <p>{words.t("sharing.ground.others.text")}</p>
      <Pairs items={not.map(({ ground, because }) => ({ label: words.say(`ground.${ground.code}.name`), value: words.has(because) ? words.say(because) : words.say(`ground.${ground.code}.explain`) }))} />
    </Details>
  );
}

function GroundChoice({ step, state }: Omit<Props, "seen">) {
  const words = useWords();
  const consent = CATALOGUE.grounds.find(({ code }) => code === "consent")!;
  const grounds = [...(consentCarries(step.foreign) ? [consent] : []), ...step.offers.offered];
  if (grounds.length === 0) {
    return (
      <Notice kind="warning" title={words.t("sharing.ground.nothing")}>
        <p>{words.t("sharing.ground.nothing.text")}</p>
        <p><a href="/concern">{words.t("sharing.ground.concern")}</a></p>
      </Notice>
    );
  }
  return (
    <form method="post" action={state.action} noValidate class="form">
      <Unseen state={state} />
      <RadioGroup id="f-ground" name="ground" required label={words.t("sharing.ground.label")} options={grounds.map((ground) => groundOption(words, ground, step.deciding))}
        value={String(state.values["ground"] ?? "")} problem={problemAt(words, state, "ground")} />
      {state.fields["reservation"] && <FieldOf state={state} name="reservation" />}
      <Actions><Button>{words.t("sharing.continue")}</Button></Actions>
    </form>
  );
}

/** While the family has not been asked, the question comes first and the other grounds lie behind one press: they are for when asking would be wrong. @ground OSL 12:2, REQ-071 */
function OtherGrounds({ step, state }: Omit<Props, "seen">) {
  const words = useWords();
  const grounds = <><GroundChoice step={step} state={state} /><NotOfferedList not={step.offers.not} /></>;
  const { question, ground } = step.parcel;
  if (question === undefined || consentCarries(step.foreign)) return grounds;
  return <Details summary={words.t("sharing.ground.instead")} open={ground !== undefined || Object.keys(state.problems).length > 0}>{grounds}</Details>;
}

/** Nobody behind a boundary is among the receivers. */
function NoGroundNeeded({ step }: { step: Step }) {
  const words = useWords();
  return <Notice kind="info" title={words.t("sharing.ground.unneeded")}><p><a href={addressOf(step, "check")}>{words.t("sharing.continue")}</a></p></Notice>;
}

/** May this be delivered? Consent first, and what is missing in it; then what else the law offers, and why not the rest. */
export function GroundPage({ step, seen, state }: Props): VNode {
  const { words } = seen;
  const receiver = names(step.foreign.map(({ unit }) => unit));
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={receiver ? words.t("sharing.ground.lead", { branch: step.own.branch, receiver }) : undefined}>{words.t("sharing.ground.title")}</PageTitle>
      <NextLawfulStep state={state} />
      {step.foreign.length > 0 ? <><ConsentStands step={step} /><OtherGrounds step={step} state={state} /></> : <NoGroundNeeded step={step} />}
      <Actions>
        <ButtonLink href={composeOf(step)} kind="quiet">{words.t("sharing.check.change")}</ButtonLink>
        <ButtonLink href={addressOf(step, "refuse")} kind="quiet">{words.t("sharing.check.refuse")}</ButtonLink>
      </Actions>
    </Stack>
  );
}

/** The tests of a ground, one after another. @ground REQ-072 */
export function TestPage({ step, seen, form, state }: Props & { form: VNode }): VNode {
  const { words } = seen;
  const ground = words.say(`ground.${step.parcel.ground ?? "none"}.name`);
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={words.t("sharing.test.lead")}>{words.t("sharing.test.title", { ground })}</PageTitle>
      <p>{words.has(`ground.${step.parcel.ground ?? ""}.explain`) && words.say(`ground.${step.parcel.ground ?? ""}.explain`)}</p>
      <NextLawfulStep state={state}><p><a href={addressOf(step, "ground")}>{words.t("sharing.next.ground")}</a></p></NextLawfulStep>
      {form}
    </Stack>
  );
}

function SendForm({ step, state }: Omit<Props, "seen">) {
  const words = useWords();
  return (
    <form method="post" action={state.action} noValidate class="form">
      <Unseen state={state} />
      {Object.keys(state.fields).map((name) => <FieldOf key={name} state={state} name={name} />)}
      <p>{words.t(isSecretFromFamily(step.parcel.ground ?? "") ? "sharing.check.copy.secret" : "sharing.check.copy")}</p>
      <Actions>
        <Button>{words.t(`sharing.check.send.${step.way}`)}</Button>
        <ButtonLink href={addressOf(step, "refuse")} kind="quiet">{words.t("sharing.check.refuse")}</ButtonLink>
      </Actions>
      <p class="hint">{words.t("sharing.check.again")}</p>
    </form>
  );
}

/** Who decides, and nothing sent by it. @ground REQ-074 */
function AskForm({ step, state }: Omit<Props, "seen">) {
  const words = useWords();
  return (
    <form method="post" action={state.action} noValidate class="form">
      <Unseen state={state} />
      {Object.keys(state.fields).map((name) => <FieldOf key={name} state={state} name={name} />)}
      <p>{words.t("proposal.ask.what")}</p>
      <Actions>
        <Button>{words.t("proposal.ask.button")}</Button>
        <ButtonLink href={addressOf(step, "refuse")} kind="quiet">{words.t("sharing.check.refuse")}</ButtonLink>
      </Actions>
    </form>
  );
}

/** What is to be sent, weighed: receivers, content, ground and protection, and nothing else. @ground U06, REQ-013 */
function Looked({ step, seen, state }: Props) {
  const { words } = seen;
  const { parcel, foreign, matter } = step;
  const lacking = parcel.ground === "consent" ? foreign.filter(({ coverage }) => !coverage.complete) : [];
  return (
    <>
      <NextLawfulStep state={state}><p><a href={addressOf(step, "ground")}>{words.t("sharing.next.ground")}</a></p></NextLawfulStep>
      {lacking.map(({ unit, coverage }) => <MissingConsents key={unit.id} coverage={coverage} matterId={matter.id} receiver={unit} question={parcel.question} askOther={({ id }) => otherAddress(step, id)} />)}
      <StoppedPersons step={step} />
      <CheckAnswers items={answersOf(weighedOf(step), seen, changedAt(step))} />
      <Card title={words.t("sharing.check.what")} beside={<a href={composeOf(step)}>{words.t("sharing.check.change")}</a>}><Sections sections={sectionsOf(parcel, step.language)} /></Card>
      <ProtectionCard weighed={weighedOf(step)} />
    </>
  );
}

/** The last look. */
export function CheckPage({ step, seen, state }: Props): VNode {
  const { words } = seen;
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={words.t("sharing.check.lead")}>{words.t("sharing.check.title")}</PageTitle>
      <Looked step={step} seen={seen} state={state} />
      {step.needed ? <Actions><ButtonLink href={addressOf(step, "ask")}>{words.t("proposal.ask.title")}</ButtonLink></Actions> : <SendForm step={step} state={state} />}
    </Stack>
  );
}

/** The last look when somebody else decides: whom to ask. */
export function AskPage({ step, needed, seen, state }: Props & { needed: Needed }): VNode {
  const { words } = seen;
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={<>{neededWords(words, needed, step.deciding.rules.get(step.parcel.ground ?? ""))} {words.t("proposal.ask.lead")}</>}>{words.t("proposal.ask.title")}</PageTitle>
      <Looked step={step} seen={seen} state={state} />
      <AskForm step={step} state={state} />
    </Stack>
  );
}

/** Deciding not to deliver. @ground OSL 6:3–6:5, REQ-078 */
export function RefusePage({ step, seen, form }: { step: Step; seen: Seen; form: VNode }): VNode {
  const { words } = seen;
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={words.t("sharing.refuse.lead")}>{words.t("sharing.refuse.title")}</PageTitle>
      <CheckAnswers items={[{ label: words.t("sharing.check.to"), value: receiverAnswer(step, words) }, { label: words.t("sharing.check.why"), value: <SaidText>{step.parcel.why}</SaidText> }]} />
      <Card title={words.t("sharing.check.what")}><Sections sections={sectionsOf(step.parcel, step.language)} /></Card>
      {form}
    </Stack>
  );
}
