import type { VNode } from "preact";
import { MissingConsents } from "../consent/index.ts";
import { ChildName } from "../matter/index.ts";
import type { UnitId } from "../platform/ids.ts";
import type { FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Card, Details, Empty, Notice, PageTitle, Row, Rows, Said, Stack, type Shown } from "../ui/index.ts";
import { isDoneBy, type Missing, type PlanContent } from "./plan.ts";
import type { GuardianCopy, PartyCopy, Recipients } from "./plan-recipients.ts";
import { areaNames } from "./plan-sections.ts";
import { PlanView } from "./plan-view.tsx";
import { missingText, PlanCrumbs, planPath } from "./plan-write-pages.tsx";
import type { Writing } from "./plan-writing.ts";

type Drawing = { readonly writing: Writing; readonly seen: Seen };

function Copy({ receiver, copy, basis, lacking, writing, seen }: Drawing & { receiver: string; copy: PlanContent; basis: string; lacking?: Shown }) {
  const { words, today } = seen;
  return (
    <>
      <Row name={receiver} beside={basis} next={<>{words.t("plan.adopt.count", { count: copy.measures.length })}. {lacking}</>} />
      <li>
        <Details summary={<>{words.t("plan.adopt.seeCopy", { receiver })}</>}><PlanView content={copy} reading={{ practice: writing.house.practice, today }} level={3} /></Details>
      </li>
    </>
  );
}

/** What a party cannot have, and whether its own part is among it. */
function Lacking({ copy, writing, seen }: Drawing & { copy: Extract<PartyCopy, { is: "sent" }> }) {
  const { words } = seen;
  if (copy.lacking.length === 0) return null;
  const own = writing.content.measures.some(({ who, area }) => who !== undefined && isDoneBy({ who }, copy.party.unitId) && area !== undefined && copy.lacking.includes(area));
  return (
    <>
      {words.t("plan.adopt.lacking", { areas: areaNames(writing.house.practice, copy.lacking, words.language) })} {own && <strong>{words.t("plan.adopt.lacking.own")} </strong>}
      <a href={`/matters/${writing.matter.id}/consents/new?unit=${copy.party.unitId}`}>{words.t("plan.adopt.ask")}</a>
    </>
  );
}

/** Everybody who gets a copy, with what it holds and what it stands on. @ground U06 */
export function Receivers({ recipients, writing, seen }: Drawing & { recipients: Recipients }) {
  const { words } = seen;
  const parties = recipients.parties.filter((copy): copy is Extract<PartyCopy, { is: "sent" }> => copy.is === "sent");
  const guardians = recipients.guardians.filter((copy): copy is Extract<GuardianCopy, { is: "sent" }> => copy.is === "sent");
  return (
    <Rows>
      {guardians.map(({ guardian, copy }) => <Copy key={guardian.personId} receiver={guardian.name} copy={copy} basis={words.t("plan.adopt.basis.party")} writing={writing} seen={seen} />)}
      {parties.map((copy) => (
        <Copy key={copy.party.unitId} receiver={copy.party.unit} copy={copy.copy} basis={words.t("plan.adopt.basis.consent")} lacking={<Lacking copy={copy} writing={writing} seen={seen} />} writing={writing} seen={seen} />
      ))}
    </Rows>
  );
}

export const isAnyoneStopped = ({ parties, guardians }: Recipients): boolean => parties.some(({ is }) => is === "stopped") || guardians.some(({ is }) => is === "withheld");

/** Everybody who gets nothing, and exactly why. */
export function Stopped({ recipients, writing, seen }: Drawing & { recipients: Recipients }) {
  return (
    <>
      {recipients.parties.map((copy) => copy.is === "stopped" && <MissingConsents key={copy.party.unitId} coverage={copy.coverage} matterId={writing.matter.id} receiver={{ id: copy.party.unitId as UnitId, name: copy.party.unit }} />)}
      {recipients.guardians.map((copy) => copy.is === "withheld" && <Notice key={copy.guardian.personId} kind="warning" title={<Said>{copy.guardian.name}</Said>}><p>{seen.words.t("plan.adopt.withheld")}</p></Notice>)}
    </>
  );
}

export type Checking = { readonly writing: Writing; readonly missing: readonly Missing[]; readonly ready: { readonly content: PlanContent; readonly recipients: Recipients } | undefined };

function Incomplete({ writing, missing, seen }: Drawing & { missing: readonly Missing[] }) {
  const { words } = seen;
  return (
    <Notice kind="warning" title={words.t("plan.adopt.incomplete")}>
      <p>{words.t("plan.adopt.incomplete.text")}</p>
      <ul>{missing.map((one, nth) => <li key={nth}><a href={`${planPath(writing)}#${one.section}`}>{missingText(seen, one)}</a></li>)}</ul>
    </Notice>
  );
}

/** Everything before the plan is adopted: what, who gets which part, on which ground, and who gets nothing. @ground U06, REQ-056 */
export function AdoptPage({ checking, seen, form, state }: { checking: Checking; seen: Seen; form: VNode; state: FormState }) {
  const { words } = seen;
  const { writing, missing, ready } = checking;
  const drawing = { writing, seen };
  return (
    <Stack>
      <PlanCrumbs {...drawing} here={words.t("plan.adopt.title")} />
      <PageTitle over={<ChildName matter={writing.matter} today={seen.today} />} lead={words.t("plan.adopt.lead")}>{words.t("plan.adopt.title")}</PageTitle>
      {state.problems["form"] && <Notice kind="error" title={words.say(state.problems["form"].key, state.problems["form"].values)} />}
      {!writing.draft && <Notice kind="info" title={words.t("plan.adopt.already")}><p>{words.t("plan.adopt.already.text")} <a href={planPath(writing)}>{words.t("plan.do.back")}</a></p></Notice>}
      {writing.draft && !ready && <><Incomplete {...drawing} missing={missing} /><p class="actions"><ButtonLink href={planPath(writing)}>{words.t("plan.do.back")}</ButtonLink></p></>}
      {ready && (
        <>
          {isAnyoneStopped(ready.recipients) && <Card title={words.t("plan.adopt.stopped")}><Stopped {...drawing} recipients={ready.recipients} /><p>{words.t("plan.adopt.goOn")}</p></Card>}
          <Card title={words.t("plan.adopt.receivers")}><Receivers {...drawing} recipients={ready.recipients} /><p class="quiet">{words.t("plan.adopt.own")}</p></Card>
          <Card title={words.t("plan.adopt.check")}><PlanView content={ready.content} reading={{ practice: writing.house.practice, today: seen.today }} level={3} /></Card>
          {form}
        </>
      )}
    </Stack>
  );
}

/** Who has not got the version in force: those who can have it now, and those who still cannot. */
export function RestPage({ writing, recipients, seen, form }: Drawing & { recipients: Recipients; form: VNode }) {
  const { words } = seen;
  const drawing = { writing, seen };
  const number = writing.plan.adopted[0]?.number ?? 0;
  const can = recipients.parties.some(({ is }) => is === "sent") || recipients.guardians.some(({ is }) => is === "sent");
  return (
    <Stack>
      <PlanCrumbs {...drawing} here={words.t("plan.rest.title")} />
      <PageTitle lead={words.t("plan.rest.lead", { number })}>{words.t("plan.rest.title")}</PageTitle>
      {!can && !isAnyoneStopped(recipients) && <Empty title={words.t("plan.rest.none")} text={words.t("plan.version", { number })} />}
      {can && <><Card title={words.t("plan.rest.now")}><Receivers {...drawing} recipients={recipients} /></Card>{form}</>}
      {isAnyoneStopped(recipients) && <Card title={words.t("plan.rest.still")}><Stopped {...drawing} recipients={recipients} /></Card>}
    </Stack>
  );
}
