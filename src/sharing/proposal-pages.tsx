import type { VNode } from "preact";
import { isSecretFromFamily } from "../disclosure/index.ts";
import type { Unit } from "../organisation/index.ts";
import { dayOf } from "../platform/clock.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, BackLink, Button, ButtonLink, Card, CheckAnswers, Notice, PageTitle, Pairs, Said, SaidText, Stack, type Pair } from "../ui/index.ts";
import { NextLawfulStep } from "./compose-pages.tsx";
import { answersOf, ProtectionCard, Sections, type Weighed } from "./parcel-view.tsx";
import type { Proposal } from "./proposal.ts";
import { sectionsOf } from "./sharing.ts";

/** A proposal with the places it names: where it comes from, and where it would go. */
export type Laid = { readonly proposal: Proposal; readonly own: Unit; readonly units: readonly Unit[] };

type Props = { laid: Laid; seen: Seen };

const addressOf = ({ id }: Proposal, page: "decide" | "decline" | "take-back" | "again") => `/proposals/${id}/${page}`;
const weighedOf = ({ proposal: { words, asker }, own, units }: Laid): Weighed => ({ parcel: words.parcel, own, units, persons: words.persons, child: words.child, by: asker.name });

function whoPairs({ asker, decider, askedAt, decidedAt, state }: Proposal, words: Words): Pair[] {
  return [
    { label: words.t("proposal.askedBy"), value: <><Said>{asker.name}</Said>, {words.say(`role.${asker.role}`)}, <Said>{asker.unit}</Said></> },
    { label: words.t("proposal.askedAt"), value: words.time(askedAt) },
    { label: words.t(state === "approved" ? "proposal.saidYes" : state === "declined" ? "proposal.saidNo" : "proposal.decider"), value: <><Said>{decider.name}</Said>, {words.say(`role.${decider.role}`)}, <Said>{decider.unit}</Said></> },
    ...(decidedAt && state !== "taken-back" ? [{ label: words.t("proposal.decidedAt"), value: words.time(decidedAt) }] : []),
  ];
}

/** What was frozen when it was asked for: exactly this is sent. */
function Frozen({ laid, seen }: Props) {
  const { words } = seen;
  const { parcel, language } = laid.proposal.words;
  return (
    <>
      <CheckAnswers items={answersOf(weighedOf(laid), seen)} />
      <Card title={words.t("sharing.check.what")}>
        <Sections sections={sectionsOf(parcel, language as Language)} />
        <p class="quiet">{words.t("proposal.frozen")}</p>
      </Card>
      <ProtectionCard weighed={weighedOf(laid)} />
    </>
  );
}

/** Everything somebody needs to decide on a colleague's proposal, and a yes or a no. @ground 2025:170 7 §, REQ-074 */
export function DecidePage({ laid, seen, state }: Props & { state: FormState }): VNode {
  const { words } = seen;
  const { proposal } = laid;
  const { name, role, unit } = proposal.asker;
  const decline = addressOf(proposal, "decline");
  return (
    <Stack>
      <BackLink href="/list" />
      <PageTitle lead={<><Said>{words.t("proposal.decide.lead", { name, role: words.say(`role.${role}`), unit, day: words.day(dayOf(proposal.askedAt)) })}</Said> {words.t("proposal.decide.nothing")}</>}>{words.t("proposal.decide.title")}</PageTitle>
      <NextLawfulStep state={state}><p><Said>{words.t("proposal.decide.cannot", { name })}</Said> <a href={decline}>{words.t("proposal.decide.no")}</a></p></NextLawfulStep>
      <Frozen laid={laid} seen={seen} />
      <form method="post" action={state.action} noValidate class="form">
        <Unseen state={state} />
        <p>{words.t("proposal.decide.both", { name })}</p>
        <p>{words.t(isSecretFromFamily(proposal.ground) ? "sharing.check.copy.secret" : "sharing.check.copy")}</p>
        <Actions>
          <Button>{words.t("proposal.decide.yes")}</Button>
          <ButtonLink href={decline} kind="quiet">{words.t("proposal.decide.no")}</ButtonLink>
        </Actions>
        <p class="hint">{words.t("sharing.check.again")}</p>
      </form>
    </Stack>
  );
}

function Standing({ laid: { proposal }, seen }: Props) {
  const { words } = seen;
  const { state, decider, reason } = proposal;
  const when = proposal.decidedAt ? words.shortDay(dayOf(proposal.decidedAt)) : "";
  if (state === "approved") return <Notice kind="success" title={<Said>{words.t("proposal.state.approved", { name: decider.name, day: when })}</Said>} />;
  if (state === "declined") return <Notice kind="warning" title={<Said>{words.t("proposal.state.declined", { name: decider.name, day: when })}</Said>}><p><SaidText>{reason}</SaidText></p></Notice>;
  if (state === "taken-back") return <Notice kind="info" title={words.t("proposal.state.taken-back", { day: when })} />;
  return (
    <Notice kind={decider.left ? "warning" : "info"} title={<Said>{words.t("proposal.state.waiting", { name: decider.name })}</Said>}>
      <p>{decider.left ? <Said>{words.t("proposal.left", { name: decider.name })}</Said> : words.t("proposal.state.waiting.text")}</p>
    </Notice>
  );
}

/** What can be done with it from here: by the one asked while it waits, and by those who work with the child. */
function Choices({ laid: { proposal }, seen }: Props) {
  const { words } = seen;
  return (
    <Actions>
      {seen.can("proposal.decide") && <ButtonLink href={addressOf(proposal, "decide")}>{words.t("proposal.decide.title")}</ButtonLink>}
      {seen.can("proposal.again") && <ButtonLink href={addressOf(proposal, "again")}>{words.t("proposal.again")}</ButtonLink>}
      {seen.can("proposal.take-back") && <ButtonLink href={addressOf(proposal, "take-back")} kind="quiet">{words.t("proposal.takeBack")}</ButtonLink>}
    </Actions>
  );
}

/** A proposal as it stands: waiting, or what it came to. */
export function ProposalPage({ laid, seen, mine }: Props & { /** The reader works with the matter. */ mine: boolean }): VNode {
  const { words } = seen;
  const { proposal } = laid;
  return (
    <Stack>
      <BackLink href={mine ? `/matters/${proposal.matterId}#deliveries` : "/list"} />
      <PageTitle over={words.say(`delivery.title.${proposal.words.parcel.kind}`)}>{words.t("proposal.title")}</PageTitle>
      <Standing laid={laid} seen={seen} />
      <Choices laid={laid} seen={seen} />
      <Pairs items={whoPairs(proposal, words)} />
      <Frozen laid={laid} seen={seen} />
    </Stack>
  );
}

/** A no with its reason, a question taken back, or a new start from a no: one question, with what it is about in sight. */
export function AnswerPage({ laid, seen, state, form, texts }: Props & { state: FormState; form: VNode; texts: { readonly title: string; readonly lead: string } }): VNode {
  const { words } = seen;
  const { proposal } = laid;
  return (
    <Stack>
      <BackLink href={seen.can("proposal.decide") ? addressOf(proposal, "decide") : `/proposals/${proposal.id}`} />
      <PageTitle over={<Said>{proposal.words.child.name}</Said>} lead={<Said>{texts.lead}</Said>}>{texts.title}</PageTitle>
      <NextLawfulStep state={state} />
      <CheckAnswers items={answersOf(weighedOf(laid), seen).slice(0, 3)} />
      <Card title={words.t("sharing.check.what")}><Sections sections={sectionsOf(proposal.words.parcel, proposal.words.language as Language)} /></Card>
      {form}
    </Stack>
  );
}
