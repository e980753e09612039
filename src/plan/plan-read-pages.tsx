import type { House } from "../house.ts";
import { ChildName, type Matter } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, asSaid, Breadcrumb, ButtonLink, Card, Hidden, PageTitle, Pairs, PrintMark, Said, Stack, WithSide } from "../ui/index.ts";
import { Differences } from "./diff-view.tsx";
import type { PlanContent, Report } from "./plan.ts";
import { diffPlans } from "./plan-diff.ts";
import type { Readable } from "./plan-received.ts";
import { FollowUpRead } from "./follow-up-view.tsx";
import { PlanView } from "./plan-view.tsx";
import { PlanCrumbs, planPath } from "./plan-write-pages.tsx";
import type { Writing } from "./plan-writing.ts";

/** The plan in force, for whoever has the pen: how it goes, and what can be done with it. */
export function InForcePage({ writing, seen }: { writing: Writing; seen: Seen }) {
  const { words, today } = seen;
  const [current] = writing.plan.adopted;
  const path = planPath(writing);
  if (!current) return null;
  return (
    <Stack>
      <PlanCrumbs writing={writing} seen={seen} />
      <PageTitle over={<ChildName matter={writing.matter} today={today} />} lead={<>{words.t("plan.version", { number: current.number })}. {words.t("plan.adopted", { day: words.day(dayOf(current.adoptedAt)) })}.</>}>
        {words.t("plan.title")}
      </PageTitle>
      <WithSide side={<InForceSide writing={writing} seen={seen} />}>
        <Actions>
          {seen.can("follow-up.make") && <ButtonLink href={`/matters/${writing.matter.id}/follow-up`}>{words.t("plan.card.follow")}</ButtonLink>}
          <PostButton action={`${path}/versions/new`} once={seen.once()} label={words.t("plan.card.change")} kind="quiet" />
          <ButtonLink href={`${path}/print`} kind="quiet">{words.t("plan.print")}</ButtonLink>
        </Actions>
        <Card><PlanView content={current.content} reading={{ practice: writing.house.practice, today, reports: writing.reports }} /></Card>
        {writing.followUps.length > 0 && <Card title={words.t("plan.followUps")}>{writing.followUps.map((done) => <FollowUpRead key={done.id} done={done} />)}</Card>}
      </WithSide>
    </Stack>
  );
}

function InForceSide({ writing, seen }: { writing: Writing; seen: Seen }) {
  const { words } = seen;
  const path = planPath(writing);
  return (
    <>
      <Card title={words.t("plan.versions")}>
        <ul>{writing.plan.adopted.map(({ id, number, adoptedAt }) => <li key={id}><a href={`${path}/versions/${number}`}>{words.t("plan.versions.item", { number, day: words.shortDay(dayOf(adoptedAt)) })}</a></li>)}</ul>
      </Card>
      <Card title={words.t("plan.rest.title")}><p><a href={`${path}/deliver`}>{words.t("plan.rest.link")}</a></p></Card>
    </>
  );
}

/** A version as it can be read in a matter, with the one before it and what was reported of its measures. */
export type VersionRead = {
  readonly matter: Matter; readonly house: House; readonly version: Readable; readonly previous: Readable | undefined; readonly all: readonly Readable[]; readonly reports: ReadonlyMap<string, Report>;
};

const versionHref = ({ matter }: Pick<VersionRead, "matter">, number: number) => `/matters/${matter.id}/plan/versions/${number}`;

/** One version, readable by everybody who has it: the whole of it, and what is new since the one before. @ground REQ-094 */
export function VersionPage({ read, seen }: { read: VersionRead; seen: Seen }) {
  const { words, today } = seen;
  const { matter, house, version, previous, reports } = read;
  const isLatest = version === read.all[0];
  const child = { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` };
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, child, { label: words.t("plan.version", { number: version.content.number }) }]} />
      <PageTitle over={child.label} lead={<>{words.t("plan.adopted", { day: words.day(version.content.adoptedOn) })}{version.fromUnit && <>, {words.t("plan.versions.from")} <Said>{version.fromUnit}</Said></>}.</>}>
        {words.t("plan.title")}, {words.t("plan.version", { number: version.content.number }).toLowerCase()}
      </PageTitle>
      <WithSide side={<VersionSide read={read} seen={seen} isLatest={isLatest} />}>
        {previous && <Card title={words.t("plan.diff.title", { number: previous.content.number })}><Differences differences={diffPlans(previous.content, version.content)} practice={house.practice} /></Card>}
        <Card><PlanView content={version.content} reading={{ practice: house.practice, today, ...(isLatest ? { reports } : {}) }} /></Card>
      </WithSide>
    </Stack>
  );
}

function VersionSide({ read, seen, isLatest }: { read: VersionRead; seen: Seen; isLatest: boolean }) {
  const { words } = seen;
  return (
    <Card title={words.t("plan.versions")}>
      <ul>
        {read.all.map(({ content }) => (
          <li key={content.number}>
            <a href={versionHref(read, content.number)} aria-current={content.number === read.version.content.number ? "page" : undefined}>{words.t("plan.versions.item", { number: content.number, day: words.shortDay(content.adoptedOn) })}</a>
          </li>
        ))}
      </ul>
      {isLatest && <p><a href={`/matters/${read.matter.id}/plan/print`}>{words.t("plan.print")}</a></p>}
    </Card>
  );
}

/** The plan on paper: at most two pages, for whom and when, readable in black and white. @ground U29 */
export function PrintPage({ matter, house, content, seen }: { matter: Matter; house: House; content: PlanContent; seen: Seen }) {
  const { words, today, actor } = seen;
  const lead = content.parties.find(({ unitId }) => unitId === content.leadUnitId);
  return (
    <div class="plan-paper">
      <Stack>
        <PageTitle over={<ChildName matter={matter} today={today} />}>{words.t("plan.title")}</PageTitle>
        <PrintMark>{words.t("plan.print.mark", { name: actor?.name ?? "", unit: actor?.duty?.unit ?? "", day: words.day(today) })}</PrintMark>
        <Pairs
          items={[
            { label: words.t("plan.version", { number: content.number }), value: words.t("plan.adopted", { day: words.day(content.adoptedOn) }) },
            ...(lead ? [{ label: words.t("plan.holds"), value: <><Said>{lead.unit}</Said>, <Said>{lead.authority}</Said></> }] : []),
          ]}
        />
        <PlanView content={content} reading={{ practice: house.practice, today, phone: (number) => <bdi dir="ltr" {...asSaid}>{number}</bdi> }} />
        <p class="actions"><a href={versionHref({ matter }, content.number)}>{words.t("ui.nav.back")}<Hidden> {words.t("plan.title")}</Hidden></a></p>
      </Stack>
    </div>
  );
}
