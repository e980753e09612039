import type { VNode } from "preact";
import { questionsOf } from "../access/grounds.ts";
import { CATALOGUE, type Ground } from "../access/grounds-catalogue.ts";
import { compareProtection, SECRECY } from "../access/secrecy.ts";
import { MissingConsents } from "../consent/index.ts";
import { isSecretFromFamily, type Section } from "../disclosure/index.ts";
import { ageWords } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { FieldOf, Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, Button, ButtonLink, Card, CheckAnswers, Details, Notice, PageTitle, Pairs, Quote, RadioGroup, Said, SaidText, Stack, type Answer, type Option, type Shown } from "../ui/index.ts";
import type { Step } from "./bench.ts";
import { Head, NextLawfulStep, problemAt } from "./compose-pages.tsx";
import { consentCarries, sectionsOf, type NotOffered } from "./sharing.ts";

type Props = { step: Step; seen: Seen; state: FormState };

const addressOf = ({ matter, way, draft }: Step, page: "ground" | "test" | "check" | "refuse") => `/matters/${matter.id}/${way}/${draft}/${page}`;
const composeOf = ({ matter, way, draft, parcel }: Step) => `/matters/${matter.id}/${way}?draft=${draft}${parcel.inReplyTo ? `&reply=${parcel.inReplyTo}` : ""}`;

const names = (units: readonly Unit[]) => units.map(({ name }) => name).join(", ");

/** Any of the texts people have written, as it will be read: somebody's own words as a quotation. */
export function Sections({ sections }: { sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ heading, text, own }, nth) => (
        <section key={nth} class="delivered">
          <h3><Said>{heading}</Said></h3>
          {own ? <Quote>{text}</Quote> : <p><SaidText>{text}</SaidText></p>}
        </section>
      ))}
    </>
  );
}

function ConsentStands({ step }: { step: Step }) {
  const words = useWords();
  const { foreign, matter } = step;
  if (consentCarries(foreign)) {
    return <Notice kind="success" title={words.t("sharing.ground.consent.complete")}><p>{words.t("sharing.ground.consent.complete.text", { receiver: names(foreign.map(({ unit }) => unit)) })}</p></Notice>;
  }
  return (
    <>
      {foreign.map(({ unit, coverage }) => <MissingConsents key={unit.id} coverage={coverage} matterId={matter.id} receiver={unit} />)}
      <p>{words.t("sharing.ground.consent.oral")}</p>
    </>
  );
}

const groundOption = (words: Words, { code, source, verified }: Ground): Option => ({
  value: code, label: words.say(`ground.${code}.name`),
  hint: <>{words.say(`ground.${code}.explain`)} (<Said>{source}</Said>){!verified && <> {words.t("sharing.ground.unverified")}</>}</>,
});

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
      <RadioGroup id="f-ground" name="ground" required label={words.t("sharing.ground.label")} options={grounds.map((ground) => groundOption(words, ground))}
        value={String(state.values["ground"] ?? "")} problem={problemAt(words, state, "ground")} />
      {state.fields["reservation"] && <FieldOf state={state} name="reservation" />}
      <Actions><Button>{words.t("sharing.continue")}</Button></Actions>
    </form>
  );
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
      {step.foreign.length > 0 ? <><ConsentStands step={step} /><GroundChoice step={step} state={state} /><NotOfferedList not={step.offers.not} /></> : <NoGroundNeeded step={step} />}
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

/** What happens to the protection at a receiver. Secrecy does not travel: the receiver's own rule applies. @ground OSL 7:2, REQ-013 */
function Protection({ step, unit }: { step: Step; unit: Unit }) {
  const words = useWords();
  const protection = compareProtection(step.own.kind, unit.kind);
  const { provision, weakest, verified } = SECRECY[unit.kind];
  const rule = <p>{words.say(`secrecy.strength.${weakest}`)} {provision !== "none" && <span class="quiet">{words.t("delivery.secrecy.rule", { provision })}</span>}{!verified && <> {words.t("secrecy.verified.no")}</>}</p>;
  if (protection === "weaker" || protection === "none") {
    const title = words.t(protection === "none" ? "sharing.check.unprotected" : "sharing.check.weaker", { receiver: unit.name });
    return <Notice kind="warning" title={title}><><p>{words.say(`secrecy.compare.${protection}`, { receiver: unit.name })}</p>{rule}</></Notice>;
  }
  return <>{<p>{words.say(`secrecy.compare.${protection}`, { receiver: unit.name })}</p>}{rule}</>;
}

/** What was asked and answered, with the ground it belongs to. */
export function TestsAnswered({ ground, answers, from }: { ground: string; answers: Readonly<Record<string, string>>; from: Unit["kind"] }) {
  const words = useWords();
  const found = CATALOGUE.grounds.find(({ code }) => code === ground);
  const asked = found ? questionsOf(found, from).filter(({ id }) => answers[id]) : [];
  if (asked.length === 0) return null;
  return <Pairs items={asked.map(({ id, kind, message }) => ({ label: words.say(message), value: kind === "text" ? <SaidText>{answers[id]}</SaidText> : words.t("sharing.yes") }))} />;
}

function groundAnswer(step: Step, words: Words): Shown {
  const { foreign, units, parcel, own } = step;
  if (units.length === 0) return words.t("ground.party.name");
  if (foreign.length === 0) return <><p><strong>{words.t("ground.own-branch.name")}</strong></p><p>{words.t("ground.own-branch.explain")}</p></>;
  if (!parcel.ground) return words.t("sharing.check.ground.choose");
  return (
    <>
      <p><strong>{words.say(`ground.${parcel.ground}.name`)}</strong></p>
      <p>{words.say(`ground.${parcel.ground}.explain`)}</p>
      {parcel.ground !== "consent" && <TestsAnswered ground={parcel.ground} answers={parcel.answers} from={own.kind} />}
    </>
  );
}

function receiverAnswer({ units, persons }: Step, words: Words): Shown {
  return (
    <>
      {units.map(({ id, name, authority }) => <p key={id}><strong><Said>{name}</Said></strong>, <Said>{authority}</Said></p>)}
      {persons.map(({ personId, name }) => <p key={personId}><Said>{words.t("sharing.guardian", { name })}</Said></p>)}
    </>
  );
}

function answersOf(step: Step, seen: Seen): Answer[] {
  const { words, today } = seen;
  const { matter, parcel, foreign } = step;
  const { request, why, reservation } = parcel;
  const change = composeOf(step);
  return [
    { label: words.t("sharing.check.to"), value: receiverAnswer(step, words), href: change },
    { label: words.t("sharing.check.child"), value: <><Said>{matter.child.name}</Said>, {ageWords(words, matter, today)}</> },
    { label: words.t("sharing.check.why"), value: <SaidText>{why}</SaidText>, href: change },
    { label: words.t("sharing.check.ground"), value: groundAnswer(step, words), ...(foreign.length > 0 ? { href: addressOf(step, "ground") } : {}) },
    ...(request ? [{ label: words.t("sharing.check.request"), value: <Said>{words.t("sharing.check.request.text", { by: request.by, day: words.shortDay(request.on), what: request.what })}</Said>, href: change }] : []),
    ...(reservation ? [{ label: words.t("sharing.check.reservation"), value: <SaidText>{reservation}</SaidText>, href: addressOf(step, "ground") }] : []),
  ];
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

/** The last look: receivers, content, ground and protection, and nothing else. @ground U06, REQ-013 */
export function CheckPage({ step, seen, state }: Props): VNode {
  const { words } = seen;
  const { parcel, foreign, matter } = step;
  const lacking = parcel.ground === "consent" ? foreign.filter(({ coverage }) => !coverage.complete) : [];
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={words.t("sharing.check.lead")}>{words.t("sharing.check.title")}</PageTitle>
      <NextLawfulStep state={state}><p><a href={addressOf(step, "ground")}>{words.t("sharing.next.ground")}</a></p></NextLawfulStep>
      {lacking.map(({ unit, coverage }) => <MissingConsents key={unit.id} coverage={coverage} matterId={matter.id} receiver={unit} />)}
      <CheckAnswers items={answersOf(step, seen)} />
      <Card title={words.t("sharing.check.what")} beside={<a href={composeOf(step)}>{words.t("sharing.check.change")}</a>}><Sections sections={sectionsOf(parcel, step.language)} /></Card>
      {foreign.length > 0 && <Card title={words.t("sharing.check.protection")}>{foreign.map(({ unit }) => <Protection key={unit.id} step={step} unit={unit} />)}</Card>}
      <SendForm step={step} state={state} />
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
