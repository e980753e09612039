import type { VNode } from "preact";
import { swedish, type Somebody } from "../directory/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, PostButton, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, Breadcrumb, ButtonLink, Card, Details, Empty, Hidden, Notice, PageTitle, PrintMark, Row, Rows, Said, SaidText, Stack, Tag, type Shown } from "../ui/index.ts";
import { applyingOn, endingOf, partiesOf, signableBy, standingOf, unsigned, type Agreement, type AgreementVersion, type Party, type Section } from "./agreement.ts";
import type { PublicAgreement } from "./agreement-store.ts";
import type { Compared } from "./compare.ts";
import type { Readers } from "./party-store.ts";

export type People = ReadonlyMap<string, Somebody>;
const at = ({ handle }: Pick<Agreement, "handle">, rest = ""): string => `/agreements/${handle}${rest}`;

function Crumbs({ agreement, last }: { agreement: Agreement; last?: Shown }) {
  const words = useWords();
  const named = { label: <Said>{agreement.title}</Said>, ...(last === undefined ? {} : { href: at(agreement) }) };
  return <Breadcrumb items={[{ label: words.t("agreement.list"), href: "/agreements" }, named, ...(last === undefined ? [] : [{ label: last }])]} />;
}

/** The agreements that the reader's authority is a party of. */
export function AgreementsPage({ agreements, coordinates, seen: { words, today } }: { agreements: readonly Agreement[]; coordinates: boolean; seen: Seen }) {
  return (
    <Stack>
      <PageTitle lead={words.t("agreement.list.lead")}>{words.t("agreement.list")}</PageTitle>
      {coordinates && <Actions><ButtonLink kind="quiet" href="/agreements/new">{words.t("agreement.new")}</ButtonLink><a href="/agreements/coordinators">{words.t("agreement.coordinators")}</a></Actions>}
      {agreements.length === 0 ? <Empty title={words.t("agreement.none")} text={words.t("agreement.none.text")} /> : (
        <Rows>
          {agreements.map((agreement) => {
            const applies = applyingOn(agreement, today);
            return (
              <Row
                key={agreement.id} name={agreement.title} href={agreement.versions.length > 0 ? at(agreement) : undefined} next={words.t("agreement.between", { count: agreement.parties.length })}
                when={applies ? words.t("agreement.until", { day: words.day(applies.validUntil) }) : words.t("agreement.none-applies")}
              />
            );
          })}
        </Rows>
      )}
    </Stack>
  );
}

/** What the parties do together under the agreement. */
function Together({ agreement }: { agreement: Agreement }) {
  const words = useWords();
  return (
    <Card title={words.t("agreement.together")}>
      <Rows>
        <Row sign="person" label={words.t("steering.groups")} href={at(agreement, "/groups")} next={words.t("steering.groups.lead")} />
        <Row sign="done" label={words.t("undertaking.plan")} href={at(agreement, "/plan")} next={words.t("undertaking.plan.lead")} />
        <Row sign="info" label={words.t("goal.goals")} href={at(agreement, "/goals")} next={words.t("goal.goals.lead")} />
        <Row sign="day" label={words.t("year.wheel")} href={at(agreement, "/year")} next={words.t("year.lead")} />
      </Rows>
    </Card>
  );
}

/** The text of an agreement, part by part. What nobody has written is not shown. */
function Sections({ sections }: { sections: readonly Section[] }) {
  const words = useWords();
  return (
    <div class="card agreement-text">
      {sections.filter(({ text }) => text !== "").map((section) => (
        <section key={section.key} id={section.key}>
          <div class="card-head">
            <h2><Said>{section.heading}</Said></h2>
            {section.public && <span class="quiet">{words.t("agreement.public")}</span>}
          </div>
          <p><SaidText>{section.text}</SaidText></p>
        </section>
      ))}
    </div>
  );
}

/** What the reader may say of a party: what it is, or who signs for it. */
function PartyLinks({ agreement, party, changes, names }: { agreement: Agreement; party: Party; changes: boolean; names: boolean }) {
  const words = useWords();
  const link = (path: string, label: string) => <a href={at(agreement, `/parties/${party.id}${path}`)}>{label}<Hidden> <Said>{party.board}</Said></Hidden></a>;
  return changes || names ? <>{changes && link("", words.t("agreement.party.change"))} {names && link("/signatory", words.t("agreement.name"))}</> : null;
}

/** Who the parties are and whether each has signed the version shown. */
function Parties({ reading: { agreement, version, people, namable }, seen: { words, can } }: { reading: Reading; seen: Seen }) {
  const open = version.state === "draft" && can("agreement.keep");
  return (
    <Card title={words.t("agreement.parties")} id="parties" beside={open && <a href={at(agreement, "/parties/new")}>{words.t("agreement.party.add")}</a>}>
      <Rows>
        {partiesOf(agreement, version).map((party) => {
          const signature = agreement.signatures.find((one) => one.versionId === version.id && one.partyId === party.id);
          const [who, title] = [people.get(signature?.dutyId ?? party.signatory ?? "")?.name, signature?.title ?? party.signatoryTitle];
          const named = title === "" ? words.t(party.askedUnit === undefined ? "agreement.unnamed" : "agreement.asked") : <Said>{who === undefined ? title : `${who}, ${title}`}</Said>;
          return (
            <Row
              key={party.id} sign={signature ? "done" : "person"} label={<Said>{party.board}, {party.authority}</Said>}
              next={<><Said>{party.contributes}</Said> <span class="quiet">{words.t("agreement.signatory")}: {named}</span></>}
              action={<PartyLinks agreement={agreement} party={party} changes={open} names={!signature && namable.has(party.id)} />}
              when={version.state === "draft" ? undefined : signature ? words.t("agreement.signed-on", { day: words.day(dayOf(signature.at)) }) : words.t("agreement.unsigned")}
            />
          );
        })}
      </Rows>
    </Card>
  );
}

function Versions({ agreement, shown, seen: { words, today } }: { agreement: Agreement; shown: AgreementVersion; seen: Seen }) {
  return (
    <Card title={words.t("agreement.versions")}>
      <Rows>
        {agreement.versions.map((version, nth) => {
          const before = agreement.versions[nth + 1];
          return (
            <Row
              key={version.id} sign={version.state === "adopted" ? "done" : "day"} label={words.t("agreement.version", { number: version.number })}
              href={version.id === shown.id ? undefined : at(agreement, `?version=${version.number}`)} beside={<Tag kind="calm">{words.t(`agreement.standing.${standingOf(agreement, version, today)}`)}</Tag>}
              next={words.t("agreement.valid", { from: words.day(version.validFrom), until: words.day(version.validUntil) })}
              action={before && <a href={at(agreement, `/compare?from=${before.number}&to=${version.number}`)}>{words.t("agreement.compare.link", { number: before.number })}</a>}
            />
          );
        })}
      </Rows>
    </Card>
  );
}

/** What the reader can do next: sign, or, for whoever keeps the agreement, write and send. */
function Steps({ agreement, seen }: { agreement: Agreement; seen: Seen }) {
  const { words } = seen;
  const open = agreement.versions.find(({ state }) => state !== "adopted");
  const mine = signableBy(agreement, seen.actor?.duty?.id);
  const keeps = seen.can("agreement.keep");
  return (
    <Actions>
      {mine && <ButtonLink href={at(agreement, "/sign")}>{words.t("agreement.sign")}</ButtonLink>}
      {keeps && !open && <ButtonLink kind="quiet" href={at(agreement, "/begin")}>{words.t("agreement.begin")}</ButtonLink>}
      {keeps && open?.state === "draft" && <ButtonLink href={at(agreement, "/edit")}>{words.t("agreement.edit")}</ButtonLink>}
      {keeps && open && <ButtonLink kind="quiet" href={at(agreement, "/send")}>{words.t(open.state === "draft" ? "agreement.send" : "agreement.back")}</ButtonLink>}
      <a href={words.to(`/cooperation/${agreement.handle}`)}>{words.t("agreement.as-public")}</a>
    </Actions>
  );
}

/** How many at each unit have read the version; for who keeps the agreement. */
function ReadCounts({ version, readers }: { version: AgreementVersion; readers: Readers }) {
  const words = useWords();
  const counts = readers.counts.filter(({ versionId }) => versionId === version.id);
  return (
    <Card title={words.t("agreement.readers")}>
      {counts.length === 0 ? <p>{words.t("agreement.readers.none")}</p> : <ul>{counts.map(({ unit, authority, readers: count }) => <li key={`${authority} ${unit}`}><Said>{unit}, {authority}</Said>: {words.t("agreement.readers.count", { count })}</li>)}</ul>}
      <p class="quiet">{words.t("agreement.readers.text")}</p>
    </Card>
  );
}

/** `namable`: the parties that the reader may say who signs for. */
export type Reading = { readonly agreement: Agreement; readonly version: AgreementVersion; readonly people: People; readonly namable: ReadonlySet<string>; readonly readers: Readers };

export function AgreementPage({ reading, seen }: { reading: Reading; seen: Seen }) {
  const { agreement, version, readers } = reading;
  const { words, today } = seen;
  const [ending, standing] = [endingOf(agreement, today), standingOf(agreement, version, today)];
  const missing = version.state === "signing" ? unsigned(agreement, version) : [];
  return (
    <Stack>
      <Crumbs agreement={agreement} />
      <PageTitle over={<>{words.t("agreement.version", { number: version.number })}, {words.t(`agreement.standing.${standing}`)}</>} lead={words.t("agreement.valid", { from: words.day(version.validFrom), until: words.day(version.validUntil) })}><Said>{agreement.title}</Said></PageTitle>
      {standing === "applies" && ending && <Notice kind="warning" title={words.t(`agreement.ending.${ending.how}`, { day: words.day(ending.on) })} />}
      {missing.length > 0 && <Notice kind="info" title={words.t("agreement.missing", { count: missing.length })}><p>{words.t("agreement.missing.text")}</p></Notice>}
      <Steps agreement={agreement} seen={seen} />
      <Together agreement={agreement} />
      <Parties reading={reading} seen={seen} />
      <Sections sections={version.sections} />
      {standing === "applies" && (readers.own.has(version.id) ? <p class="quiet">{words.t("agreement.read.done")}</p> : <PostButton action={at(agreement, "/read")} once={seen.once()} kind="quiet" label={words.t("agreement.read")} />)}
      {version.state === "adopted" && seen.can("agreement.keep") && <ReadCounts version={version} readers={readers} />}
      <Versions agreement={agreement} shown={version} seen={seen} />
      <PrintMark>{words.t("agreement.kept-by", { unit: agreement.unit })}</PrintMark>
    </Stack>
  );
}

/** The one button pages: begin a version, lock it, open it again, sign it. */
export function StepPage({ agreement, title, lead, form, children }: { agreement: Agreement; title: string; lead: string; form: VNode; children?: Shown }) {
  return (
    <Stack>
      <Crumbs agreement={agreement} last={title} />
      <PageTitle over={<Said>{agreement.title}</Said>} lead={lead}>{title}</PageTitle>
      {children}
      {form}
    </Stack>
  );
}

/** The draft in its parts, each with its heading, which may be another here. */
export function EditPage({ agreement, version, state, buttons }: { agreement: Agreement; version: AgreementVersion; state: FormState; buttons: readonly FormButton[] }) {
  const words = useWords();
  return (
    <Stack>
      <Crumbs agreement={agreement} last={words.t("agreement.edit")} />
      <PageTitle over={words.t("agreement.version", { number: version.number })} lead={words.t("agreement.edit.lead")}>{words.t("agreement.edit")}</PageTitle>
      <form method="post" action={state.action} noValidate class="form">
        <Unseen state={state} />
        <FieldOf state={state} name="validFrom" />
        <FieldOf state={state} name="validUntil" />
        {version.sections.map(({ key }) => <div key={key} class="card fields">{["heading", "text"].map((name) => <FieldOf key={name} state={state} name={`${name}-${key}`} />)}</div>)}
        <FieldOf state={state} name="public" />
        <FormButtons buttons={buttons} />
      </form>
    </Stack>
  );
}

/** What changed in one part: what was taken away is struck and said to be so, what was added is underlined and said to be so. */
function Change({ part: { heading, headed, pieces } }: { part: Compared }) {
  const words = useWords();
  return (
    <Card title={<Said>{heading}</Said>}>
      {headed !== undefined && <p class="quiet">{words.t("agreement.compare.headed")} <Said>{headed}</Said></p>}
      {pieces.map(({ is, text }, nth) => (is === "same"
        ? <p key={nth} class="quiet"><Said>{text}</Said></p>
        : <p key={nth} class={`change change-${is}`}><strong>{words.t(`agreement.compare.${is}`)}</strong> {is === "added" ? <ins><Said>{text}</Said></ins> : <del><Said>{text}</Said></del>}</p>))}
    </Card>
  );
}

export type Comparison = { readonly agreement: Agreement; readonly from: AgreementVersion; readonly to: AgreementVersion; readonly parts: readonly Compared[] };

export const Changes = ({ parts }: { parts: readonly Compared[] }) => <>{parts.map((part) => <Change key={part.key} part={part} />)}</>;

export function ComparePage({ comparison: { agreement, from, to, parts } }: { comparison: Comparison }) {
  const words = useWords();
  const title = words.t("agreement.compare", { from: from.number, to: to.number });
  return (
    <Stack>
      <Crumbs agreement={agreement} last={title} />
      <PageTitle over={<Said>{agreement.title}</Said>} lead={words.t("agreement.compare.lead", { count: parts.length })}>{title}</PageTitle>
      <Changes parts={parts} />
    </Stack>
  );
}

/** What is signed and what it changes, before the one who signs says yes. */
export function SignPage({ agreement, version, parts, before, form }: { agreement: Agreement; version: AgreementVersion; parts: readonly Compared[]; before: AgreementVersion | undefined; form: VNode }) {
  const words = useWords();
  return (
    <StepPage agreement={agreement} title={words.t("agreement.sign")} lead={words.t("agreement.sign.lead", { number: version.number, from: words.day(version.validFrom), until: words.day(version.validUntil) })} form={form}>
      {before && parts.length === 0 && <p>{words.t("agreement.sign.changes", { count: 0, number: before.number })}</p>}
      {before && parts.length > 0 && <Details summary={words.t("agreement.sign.changes", { count: parts.length, number: before.number })}><Changes parts={parts} /></Details>}
      <p><a href={at(agreement, `?version=${version.number}`)}>{words.t("agreement.sign.read")}</a></p>
    </StepPage>
  );
}

/** What anybody may read of it: in Swedish, as it was agreed. */
export function PublicPage({ agreement: { title, sections, parties, ...when } }: { agreement: PublicAgreement }) {
  const words = useWords();
  const said = swedish(words);
  return (
    <Stack>
      <PageTitle lead={words.t("cooperation.valid", { from: words.day(when.valid_from), until: words.day(when.valid_until) })}><span {...said}>{title}</span></PageTitle>
      <Card title={words.t("cooperation.parties")}><ul>{parties.map(({ authority, board }) => <li key={`${authority} ${board}`}><span {...said}>{board}, {authority}</span></li>)}</ul></Card>
      {sections.filter(({ text }) => text !== "").map(({ key, heading, text }) => (
        <Card key={key} title={<span {...said}>{heading}</span>}>{text.split(/\n+/).map((paragraph) => <p key={paragraph} {...said}>{paragraph}</p>)}</Card>
      ))}
    </Stack>
  );
}
