import type { VNode } from "preact";
import type { ConsentView } from "../consent/index.ts";
import type { Content } from "../disclosure/index.ts";
import { ageWords } from "../matter/index.ts";
import { PlanView, VoiceWords, type PlanContent } from "../plan/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import type { Practice } from "../practice/index.ts";
import { Actions, BackLink, ButtonLink, Card, Details, Empty, PageTitle, Pairs, Phone, PrintMark, Quote, Ring, Row, Rows, Said, SaidText, ShortLink, Stack, Tag } from "../ui/index.ts";
import type { AroundChild, FamilyChild, FamilyNext, FamilyWord, Invitation, Reading, Shared } from "./family.ts";
import { longWhen } from "./family-words.tsx";
import { NextPart } from "./next-part.tsx";
import { FollowUpLine, Measures } from "./plan-parts.tsx";
import { ConsentsCard, Readings, ReadingsCard, SharedCard } from "./sharing-parts.tsx";
import { OwnWords } from "./word-pages.tsx";

/** Everything about one child that this guardian may see. */
export type FamilyView = {
  readonly child: FamilyChild; readonly next: FamilyNext; readonly plan: PlanContent | undefined; readonly planCopy: string | undefined;
  /** The plan has ended: the copy that says so. */
  readonly closing: Content | undefined;
  readonly around: readonly AroundChild[]; readonly consents: readonly ConsentView[]; readonly invitations: readonly Invitation[]; readonly shared: readonly Shared[];
  readonly readings: readonly Reading[]; readonly moreReadings: boolean; readonly words: readonly FamilyWord[];
};

/** "Elis", or "Ditt barn, 4 år" before any copy has told the name. */
export function ChildCalled({ child, seen }: { child: FamilyChild; seen: Seen }) {
  if (child.name) return <Said>{child.name}</Said>;
  return <>{seen.words.t("family.yourChild")}, {ageWords(seen.words, child, seen.today)}</>;
}

/** One of several children, and what waits about it. */
export type Waiting = FamilyChild & { readonly next: FamilyNext };

/** What only this guardian can do, said where the child is chosen; what can wait is said on the child's own page. */
const waitsWith = ({ kind }: FamilyNext): boolean => kind === "consent" || kind === "invitation" || kind === "new-plan";

export function ChildrenPage({ children, seen }: { children: readonly Waiting[]; seen: Seen }) {
  const { words, actor } = seen;
  const other = (actor?.duties ?? 0) > 0;
  if (children.length === 0) {
    return (
      <Stack>
        <PageTitle>{words.t("family.children")}</PageTitle>
        <Empty title={words.t("family.none.title")} text={words.t(other ? "family.none.duty" : "family.none.text")} action={<ButtonLink href={other ? "/duty" : "/about"}>{words.t(other ? "family.none.change" : "family.none.about")}</ButtonLink>} />
      </Stack>
    );
  }
  return (
    <Stack>
      <PageTitle lead={words.t("family.children.lead")}>{words.t("family.children")}</PageTitle>
      <Card>
        <Rows>
          {children.map((child) => (
            <Row key={child.id} name={child.name} sign={child.name ? undefined : "person"} href={`/family/${child.id}`} label={<ChildCalled child={child} seen={seen} />} beside={child.name && ageWords(words, child, seen.today)} next={waitsWith(child.next) && <Tag kind="late">{words.say(`family.waits.${child.next.kind}`)}</Tag>} />
          ))}
        </Rows>
      </Card>
    </Stack>
  );
}

export function FamilyPage({ view, seen }: { view: FamilyView; seen: Seen }) {
  const { words } = seen;
  const { child, plan } = view;
  return (
    <Stack>
      {(seen.actor?.children ?? 0) > 1 && <BackLink href="/family">{words.t("family.children")}</BackLink>}
      <PageTitle>{words.t("family.around")} {child.name ? <Said>{child.name}</Said> : <>{words.t("family.around.yourChild")}, {ageWords(words, child, seen.today)}</>}</PageTitle>
      <NextPart next={view.next} child={child.id} />
      <Parts words={words} meetings={view.invitations.length > 0} />
      <div class="family-parts">
        {view.closing ? <ClosedCard view={view} closing={view.closing} /> : <PlanCard view={view} plan={plan} />}
        <AroundCard view={view} />
        <ConsentsCard consents={view.consents} />
        {view.invitations.length > 0 && <MeetingsCard view={view} seen={seen} />}
        <SharedCard shared={view.shared} child={child.id} seen={seen} />
        <ReadingsCard readings={view.readings} child={child.id} seen={seen} more={view.moreReadings} />
      </div>
      <OwnWords words={view.words} child={child.id} seen={seen} />
    </Stack>
  );
}

/** One click to each part of the page. @ground U42 */
function Parts({ words, meetings }: { words: Words; meetings: boolean }) {
  const ids = ["plan", "around", "consents", ...(meetings ? ["meetings"] : []), "shared", "readers"];
  return (
    <nav class="family-nav" aria-label={words.t("family.parts")}>
      <ul>{ids.map((id) => <li key={id}><a href={`#${id}`}>{words.say(`family.parts.${id}`)}</a></li>)}</ul>
    </nav>
  );
}

function PlanCard({ view: { child }, plan }: { view: FamilyView; plan: PlanContent | undefined }) {
  const words = useWords();
  if (!plan) return <Card title={words.t("family.plan")} id="plan"><p>{words.t("family.plan.none")}</p></Card>;
  return (
    <Card title={words.t("family.plan")} id="plan">
      <VoiceWords voice={plan.childVoice} />
      <Measures plan={plan} />
      <FollowUpLine plan={plan} />
      <p class="quiet">{words.t("family.plan.version", { number: plan.number, day: words.day(plan.adoptedOn) })}</p>
      <Actions><a href={`/family/${child.id}/plan`}>{words.t("family.plan.whole")}</a> <a href={`/family/${child.id}/words`}>{words.t("family.say")}</a></Actions>
    </Card>
  );
}

/** The end of a plan: whom one turns to now, and where everything stands. */
function ClosedCard({ view: { child, planCopy }, closing }: { view: FamilyView; closing: Content }) {
  const words = useWords();
  return (
    <Card title={words.t("family.plan")} id="plan">
      <p><strong>{words.t("family.plan.closed")}</strong></p>
      {closing.sections.filter(({ own }) => own).map(({ heading, text }) => <Quote key={heading} by={<Said>{heading}</Said>}>{text}</Quote>)}
      <Pairs items={closing.sections.filter(({ own }) => !own).slice(-1).map(({ heading, text }) => ({ label: <Said>{heading}</Said>, value: <SaidText>{text}</SaidText> }))} />
      <Actions>{planCopy && <a href={`/family/${child.id}/copies/${planCopy}`}>{words.t("family.plan.closed.read")}</a>} <a href={`/family/${child.id}/plan`}>{words.t("family.plan.whole")}</a></Actions>
    </Card>
  );
}

function Reach({ one, child }: { one: AroundChild; child: string }) {
  const words = useWords();
  return <>{one.phone && <Phone number={one.phone} />} {one.matterId && <ShortLink href={`/family/${child}/words?to=${one.matterId}`} about={<Said>{one.unit}</Said>}>{words.t("family.write")}</ShortLink>}</>;
}

function AroundCard({ view: { child, around } }: { view: FamilyView }) {
  const words = useWords();
  const roleOf = (one: AroundChild): VNode => <><Said>{one.unit}</Said>{one.role && <>, {words.say(`role.${one.role}`)}</>}</>;
  return (
    <Card title={words.t("family.people")} id="around">
      {around.length === 0 ? <p>{words.t("family.people.none")}</p> : (
        <Ring
          centre={child.name ?? words.t("family.centre")} caption={words.t("family.people")}
          people={around.map((one) => ({ id: one.id, name: one.name || one.unit, role: roleOf(one), holds: one.holds, note: words.say(one.why), contact: <Reach one={one} child={child.id} /> }))}
        />
      )}
    </Card>
  );
}

function MeetingsCard({ view: { child, invitations }, seen }: { view: FamilyView; seen: Seen }) {
  const { words, at } = seen;
  const [ahead, past] = [invitations.filter((one) => one.at > at), invitations.filter((one) => one.at <= at)];
  const row = (one: Invitation) => (
    <Row
      key={one.deliveryId} sign="day" label={longWhen(words, one.at)} next={<><Said>{one.question}</Said><br /><Said>{one.place}</Said></>}
      when={one.answer && <Tag kind="calm">{words.say(`family.answered.${one.answer}`)}</Tag>}
      action={one.answer || one.at <= at ? <a href={`/family/${child.id}/copies/${one.deliveryId}`}>{words.t("family.next.seeInvitation")}</a> : <ButtonLink kind="quiet" href={`/deliveries/${one.deliveryId}/come`}>{words.t("family.next.answerInvitation")}</ButtonLink>}
    />
  );
  return (
    <Card title={words.t("family.meetings")} id="meetings">
      {ahead.length === 0 ? <p>{words.t("family.meetings.none")}</p> : <Rows>{ahead.map(row)}</Rows>}
      {past.length > 0 && <Details summary={words.t("family.meetings.past", { count: past.length })}><Rows>{past.map(row)}</Rows></Details>}
    </Card>
  );
}

export type ReadersView = { readonly child: FamilyChild; readonly readings: readonly Reading[]; readonly page: number; readonly more: boolean };

export function ReadersPage({ view: { child, readings, page, more }, seen }: { view: ReadersView; seen: Seen }) {
  const { words } = seen;
  const href = (to: number) => `/family/${child.id}/readers?page=${to}`;
  return (
    <Stack>
      <BackLink href={`/family/${child.id}`} />
      <PageTitle lead={words.t("family.readers.lead")}>{words.t("family.readers")}</PageTitle>
      <Card>{readings.length === 0 ? <p>{words.t("family.readers.none")}</p> : <Readings readings={readings} seen={seen} />}</Card>
      <Actions>{page > 1 && <a href={href(page - 1)}>{words.t("family.readers.newer")}</a>} {more && <a href={href(page + 1)}>{words.t("family.readers.older")}</a>}</Actions>
      <Details summary={words.t("family.readers.why.title")}><p>{words.t("family.readers.why")}</p></Details>
    </Stack>
  );
}

/** The whole plan, on the screen and on paper. */
export function PlanPage({ model: { child, plan, practice }, seen }: { model: { child: FamilyChild; plan: PlanContent; practice: Practice }; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Stack>
      <BackLink href={`/family/${child.id}`} />
      <PageTitle over={words.t("family.plan.version", { number: plan.number, day: words.day(plan.adoptedOn) })}>{words.t("family.plan.for")} <ChildCalled child={child} seen={seen} /></PageTitle>
      <p class="quiet print-hide">{words.t("family.plan.howToPrint")}</p>
      <PlanView content={plan} reading={{ practice, today }} />
      <PrintMark>{words.t("family.plan.printed", { time: longWhen(words, seen.at) })}</PrintMark>
    </Stack>
  );
}
