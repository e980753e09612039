import type { VNode } from "preact";
import type { Somebody } from "../directory/index.ts";
import { dayOf, daysBetween } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, Breadcrumb, Button, ButtonLink, Card, Empty, Notice, PageTitle, Pairs, PrintMark, Row, Rows, Said, SaidText, Select, Stack, Tag, WithSide, type Crumb, type Shown } from "../ui/index.ts";
import { nextGathering, type Action, type Decision, type Gathering } from "./gathering.ts";
import { memberStep, seated, unseated, type Group, type Member, type Pact, type Party } from "./steering.ts";

export type People = ReadonlyMap<string, Somebody>;

/** Who it is: the name that is shown, or what the duty is. */
export function whoIs(words: Words, people: People, duty: string | undefined): Shown {
  const somebody = duty === undefined ? undefined : people.get(duty);
  if (!somebody) return words.t("steering.former");
  return somebody.name === undefined ? <>{words.say(`role.${somebody.role}`)}, <Said>{somebody.unit}</Said></> : <Said>{somebody.name}</Said>;
}

/** The same as text, for a choice in a form. */
export const whoText = (words: Words, people: People, duty: string): string => {
  const somebody = people.get(duty);
  return somebody ? (somebody.name ?? `${words.say(`role.${somebody.role}`)}, ${somebody.unit}`) : words.t("steering.former");
};

/** The way back: the agreement, what is under it, and where one is. */
export function Crumbs({ pact, rest }: { pact: Pact; rest: readonly Crumb[] }) {
  const words = useWords();
  return <Breadcrumb items={[{ label: words.t("agreement.list"), href: "/agreements" }, { label: <Said>{pact.title}</Said>, href: `/agreements/${pact.handle}` }, ...rest]} />;
}
export const groupsCrumb = (words: Words, pact: Pact): Crumb => ({ label: words.t("steering.groups"), href: `/agreements/${pact.handle}/groups` });

export type Groups = { readonly pact: Pact; readonly groups: readonly Group[]; readonly gatherings: readonly Gathering[] };

export function GroupsPage({ all: { pact, groups, gatherings }, seen }: { all: Groups; seen: Seen }) {
  const { words, at } = seen;
  const going = groups.filter(({ endedOn }) => endedOn === undefined);
  const row = (group: Group) => {
    const next = nextGathering(gatherings.filter(({ groupId }) => groupId === group.id), at);
    const count = seated(group.members).length;
    return (
      <Row
        key={group.id} name={group.name} href={`/groups/${group.id}`} next={<Said>{group.purpose}</Said>}
        beside={<span class="quiet">{words.t("steering.members.count", { count })}</span>} when={next && words.t("steering.next", { day: words.shortDay(dayOf(next.startsAt)) })}
      />
    );
  };
  const ended = groups.filter(({ endedOn }) => endedOn !== undefined);
  return (
    <Stack>
      <Crumbs pact={pact} rest={[{ label: words.t("steering.groups") }]} />
      <PageTitle over={<Said>{pact.title}</Said>} lead={words.t("steering.groups.lead")}>{words.t("steering.groups")}</PageTitle>
      {going.length === 0 ? <Empty title={words.t("steering.groups.none")} text={words.t("steering.groups.none.text")} /> : <Rows>{going.map(row)}</Rows>}
      {seen.can("agreement.keep") && <Actions><ButtonLink kind="quiet" href={`/agreements/${pact.handle}/groups/new`}>{words.t("steering.group.new")}</ButtonLink></Actions>}
      {ended.length > 0 && <Card title={words.t("steering.groups.ended")}><Rows>{ended.map(row)}</Rows></Card>}
    </Stack>
  );
}

export type GroupModel = {
  readonly pact: Pact; readonly group: Group; readonly people: People; readonly gatherings: readonly Gathering[]; readonly decisions: readonly Decision[]; readonly actions: readonly Action[];
};

const partyOf = (pact: Pact, id: string): Party | undefined => pact.parties.find((party) => party.id === id);

function MemberRow({ model: { pact, group, people }, member, seen }: { model: GroupModel; member: Member; seen: Seen }) {
  const { words, actor } = seen;
  const party = partyOf(pact, member.partyId);
  const step = memberStep(member, { duty: actor?.duty?.id, signs: party?.signatory !== undefined && party.signatory === actor?.duty?.id, holds: seen.can("group.hold") });
  const stoodInFor = group.members.find(({ id }) => id === member.deputyFor);
  const task = stoodInFor ? <>{words.t("steering.deputy.for")} {whoIs(words, people, stoodInFor.dutyId)}</> : member.task === "member" ? undefined : words.t(`steering.task.${member.task}`);
  return (
    <Row
      sign="person" label={whoIs(words, people, member.dutyId)} beside={<>{task && <span class="quiet">{task}</span>} {member.state === "invited" && <Tag kind="calm">{words.t("steering.invited")}</Tag>}</>}
      next={party && <Said>{party.board}, {party.authority}</Said>} action={step && <a href={`/groups/${group.id}/members/${member.id}`}>{words.t(`steering.step.${step}`)}</a>}
    />
  );
}

function Members({ model, seen }: { model: GroupModel; seen: Seen }) {
  const { words } = seen;
  const { pact, group } = model;
  const missing = unseated(pact.parties, group.members);
  const invited = group.members.filter(({ state }) => state === "invited");
  return (
    <Card title={words.t("steering.members")} id="members">
      {group.members.length > 0 && <Rows>{[...seated(group.members), ...invited].map((member) => <MemberRow key={member.id} model={model} member={member} seen={seen} />)}</Rows>}
      {missing.length > 0 && <p class="quiet">{words.t("steering.unseated")} <Said>{missing.map(({ board }) => board).join(", ")}</Said></p>}
      {seen.can("group.hold") && group.endedOn === undefined && <p><a href={`/groups/${group.id}/members/new`}>{words.t("steering.invite")}</a></p>}
    </Card>
  );
}

const inState = (words: Words, { state }: Gathering): Shown => (state === "called" ? undefined : <Tag kind="calm">{words.t(`steering.state.${state}`)}</Tag>);

function Gatherings({ model: { group, gatherings }, seen }: { model: GroupModel; seen: Seen }) {
  const { words } = seen;
  const sees = seen.can("group.follow");
  if (!sees && gatherings.length === 0) return null;
  return (
    <Card title={words.t("steering.gatherings")}>
      {gatherings.length === 0 ? <p class="quiet">{words.t("steering.gatherings.none")}</p> : (
        <Rows>
          {gatherings.map((one) => (
            <Row key={one.id} sign="day" label={words.day(dayOf(one.startsAt))} href={`/groups/${group.id}/meetings/${one.id}`} beside={inState(words, one)} next={<Said>{one.place}</Said>} />
          ))}
        </Rows>
      )}
      {seen.can("group.hold") && group.endedOn === undefined && <p><ButtonLink href={`/groups/${group.id}/meetings/new`}>{words.t("steering.call")}</ButtonLink></p>}
    </Card>
  );
}

/** What was decided, each with its number and its day. */
export function Decisions({ decisions, group }: { decisions: readonly Decision[]; group: string }) {
  const words = useWords();
  return (
    <ol class="decisions">
      {decisions.map(({ id, number, text, on, meetingId }) => (
        <li key={id}>
          <p class="decision-number"><strong>{number === undefined ? words.t("steering.decision.unnumbered") : words.t("steering.decision", { number })}</strong> <a href={`/groups/${group}/meetings/${meetingId}`}>{words.shortDay(dayOf(on))}</a></p>
          <p><SaidText>{text}</SaidText></p>
        </li>
      ))}
    </ol>
  );
}

function OpenActions({ model: { group, actions, people }, seen: { words, today } }: { model: GroupModel; seen: Seen }) {
  if (actions.length === 0) return null;
  return (
    <Card title={words.t("steering.actions")}>
      <Rows>
        {actions.map((one) => (
          <Row key={one.id} sign="day" label={<Said>{one.what}</Said>} href={`/groups/${group.id}/actions/${one.id}`} next={whoIs(words, people, one.dutyId)}
            when={one.dueOn >= today ? words.t("list.due", { day: words.shortDay(one.dueOn) }) : undefined} late={one.dueOn < today ? words.t("list.late", { days: daysBetween(one.dueOn, today) }) : undefined} />
        ))}
      </Rows>
    </Card>
  );
}

export function GroupPage({ model, seen }: { model: GroupModel; seen: Seen }) {
  const { words, actor } = seen;
  const { pact, group, decisions } = model;
  const asked = group.members.find(({ state, dutyId }) => state === "invited" && dutyId === actor?.duty?.id);
  return (
    <Stack>
      <Crumbs pact={pact} rest={[groupsCrumb(words, pact), { label: <Said>{group.name}</Said> }]} />
      <PageTitle over={words.t(`steering.kind.${group.kind}`)} lead={<Said>{group.purpose}</Said>}><Said>{group.name}</Said></PageTitle>
      {group.endedOn !== undefined && <Notice kind="info" title={words.t("steering.group.ended", { day: words.day(group.endedOn) })} />}
      {asked && <Notice kind="info" title={words.t("steering.asked")}><p><a href={`/groups/${group.id}/members/${asked.id}`}>{words.t("steering.step.answer")}</a></p></Notice>}
      <WithSide side={<Members model={model} seen={seen} />}>
        <>
          <Gatherings model={model} seen={seen} />
          <OpenActions model={model} seen={seen} />
          <Card title={words.t("steering.decisions")}>{decisions.length === 0 ? <p class="quiet">{words.t("steering.decisions.none")}</p> : <Decisions decisions={decisions} group={group.id} />}</Card>
          <Card title={words.t("steering.mandate")}>
            <p><SaidText>{group.mandate}</SaidText></p>
            <Pairs items={[{ label: words.t("steering.rhythm"), value: <Said>{group.rhythm}</Said> }]} />
            {seen.can("group.keep") && <p><a href={`/groups/${group.id}/edit`}>{words.t("steering.group.edit")}</a></p>}
          </Card>
        </>
      </WithSide>
      <PrintMark>{words.t("steering.only-services")}</PrintMark>
    </Stack>
  );
}

/** A form of its own under an agreement or a group. */
export function FormPage({ pact, crumbs, over, title, lead, children }: { pact: Pact; crumbs: readonly Crumb[]; over?: Shown; title: string; lead: Shown; children: Shown }) {
  return (
    <Stack>
      <Crumbs pact={pact} rest={[...crumbs, { label: title }]} />
      <PageTitle over={over} lead={lead}>{title}</PageTitle>
      {children}
    </Stack>
  );
}
export const groupCrumbs = (words: Words, pact: Pact, group: Group): Crumb[] => [groupsCrumb(words, pact), { label: <Said>{group.name}</Said>, href: `/groups/${group.id}` }];

export type Inviting = { readonly pact: Pact; readonly group: Group; readonly people: People; readonly units: ReadonlyArray<{ readonly id: string; readonly name: string; readonly authority: string }>; readonly unit: string | undefined; readonly choices: readonly Somebody[]; readonly parties: readonly Party[] };

/** First where somebody works, then who. Nobody is in the group before they have said yes. */
export function InvitePage({ model: { pact, group, units, unit }, form, seen: { words } }: { model: Inviting; form: VNode; seen: Seen }) {
  return (
    <FormPage pact={pact} crumbs={groupCrumbs(words, pact, group)} over={<Said>{group.name}</Said>} title={words.t("steering.invite")} lead={words.t("steering.invite.lead")}>
      <Card>
        <form method="get" action={`/groups/${group.id}/members/new`} class="form">
          <Select id="f-unit" name="unit" label={words.t("steering.invite.unit")} options={units.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}` }))} value={unit ?? ""} empty={words.t("form.choose")} />
          <div class="actions"><Button kind={unit === undefined ? "primary" : "quiet"}>{words.t("steering.invite.show")}</Button></div>
        </form>
      </Card>
      {unit !== undefined && <Card>{form}</Card>}
    </FormPage>
  );
}
