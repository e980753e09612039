import type { VNode } from "preact";
import { daysBetween, type Day } from "../platform/clock.ts";
import { languages, useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, ButtonLink, Card, Empty, Notice, PageTitle, Pairs, Phone, Quote, Row, Rows, Said, Stack, WithSide } from "../ui/index.ts";
import type { DeskSetting, Request, Waiting } from "./contact-store.ts";
import type { ContactWords } from "./contact.ts";

/** A service's name as a row's; the guide's own when somebody asked for no service. */
const nameOf = ({ service, guide }: Pick<Waiting, "service" | "guide">, words: Words): string => service ?? words.t("contact.work.guide", { guide });

const stateOf = ({ outcome, guidedTo, attempts }: Waiting, words: Words): string => {
  if (outcome === "guided") return words.t("contact.work.was.guided", { service: guidedTo ?? "" });
  if (outcome) return words.t(`contact.work.was.${outcome}`);
  return attempts > 0 ? words.t("contact.work.attempts", { attempts }) : words.t("contact.work.new");
};

function RequestRow({ request, today }: { request: Waiting; today: Day }) {
  const words = useWords();
  const late = request.outcome === undefined && request.answerBy < today ? words.t("list.late", { days: daysBetween(request.answerBy, today) }) : undefined;
  return (
    <Row name={nameOf(request, words)} href={`/contact-requests/${request.id}`} beside={<Said>{request.reference}</Said>} next={<Said>{stateOf(request, words)}</Said>} late={late}
      when={request.eraseOn ? words.t("contact.work.erased", { day: words.shortDay(request.eraseOn) }) : late ? undefined : words.t("list.due", { day: words.shortDay(request.answerBy) })} />
  );
}

/** All that has come to the unit and is still kept, and what it promises. */
export function RequestsPage({ requests, settings, seen }: { requests: readonly Waiting[]; settings: readonly DeskSetting[]; seen: Seen }) {
  const { words, today } = seen;
  const [waiting, done] = [requests.filter(({ outcome }) => !outcome), requests.filter(({ outcome }) => outcome)];
  const rows = (some: readonly Waiting[]) => <Rows>{some.map((request) => <RequestRow key={request.id} request={request} today={today} />)}</Rows>;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: words.t("contact.work.title") }]} />
      <PageTitle lead={words.t("contact.work.lead")}>{words.t("contact.work.title")}</PageTitle>
      {waiting.length === 0 ? <Empty title={words.t("contact.work.none")} text={words.t("contact.work.none.text")} /> : <Card title={words.t("contact.work.waiting")}>{rows(waiting)}</Card>}
      {done.length > 0 && <Card title={words.t("contact.work.done")}>{rows(done)}</Card>}
      {settings.length > 0 && <Card title={words.t("contact.desk.title")}><Desks settings={settings} /></Card>}
    </Stack>
  );
}

function Desks({ settings }: { settings: readonly DeskSetting[] }) {
  const words = useWords();
  return (
    <Rows>
      {settings.map(({ handle, name, promiseDays }) => (
        <Row key={handle} name={name} href={`/contact-requests/desks/${handle}`} next={promiseDays === undefined ? words.t("contact.desk.closed") : words.t("contact.desk.open", { days: promiseDays })} />
      ))}
    </Rows>
  );
}

function reachOf({ way, to }: ContactWords): VNode {
  return way === "phone" ? <Phone number={to} /> : <a href={`mailto:${encodeURIComponent(to)}`}><Said>{to}</Said></a>;
}

export const ageOf = (words: Words, age: number | undefined): string => {
  if (age === undefined) return words.t("contact.work.unsaid");
  return age < 0 ? words.t("guide.ages.expecting") : words.t("guide.ages.one", { from: age });
};

/** In which language to speak, when it may not be Swedish. */
export const languageOf = (language: string): string => (language in languages ? languages[language as keyof typeof languages].name : language);

type Reading = { readonly request: Request; readonly seen: Seen; readonly form: VNode | undefined };

/** What somebody wrote, and what came of it. */
export function RequestPage({ request, seen, form }: Reading) {
  const { words, today } = seen;
  const { words: written } = request;
  const late = !request.outcome && request.answerBy < today;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: words.t("contact.work.title"), href: "/contact-requests" }, { label: <Said>{request.reference}</Said> }]} />
      <PageTitle over={<Said>{nameOf(request, words)}</Said>} lead={words.t(`contact.work.from.${written.who}`)}>{words.t("contact.work.one")}</PageTitle>
      {late && <Notice kind="warning" title={words.t("contact.work.late", { days: daysBetween(request.answerBy, today) })} />}
      {request.handedFrom && !request.outcome && <Notice kind="info" title={words.t("contact.work.handed", { unit: request.handedFrom })}><p>{words.t("contact.work.handed.text")}</p></Notice>}
      <WithSide side={<Manner written={written} />}>
        <Card title={words.t("contact.work.reach")}>
          <p class="call">{reachOf(written)}</p>
          <Pairs items={[
            { label: words.t("contact.work.name"), value: written.name ? <Said>{written.name}</Said> : words.t("contact.work.unsaid") },
            ...(written.way === "phone" ? [{ label: words.t("contact.work.time"), value: words.t(`contact.when.${written.time}`) }] : []),
            { label: words.t(written.who === "young" ? "contact.work.age.own" : "contact.work.age"), value: ageOf(words, written.age) },
            { label: words.t("contact.work.language"), value: <Said>{languageOf(written.language)}</Said> },
            { label: words.t("contact.work.asked"), value: words.time(request.askedAt) },
            { label: words.t("contact.work.promised"), value: words.day(request.answerBy) },
          ]} />
          {written.said && <Quote>{written.said}</Quote>}
        </Card>
        {form ? <Card title={words.t("contact.work.outcome")}>{request.attempts > 0 && <p>{words.t("contact.work.attempts", { attempts: request.attempts })}</p>}{form}</Card> : <Done request={request} words={words} />}
      </WithSide>
    </Stack>
  );
}

function Done({ request, words }: { request: Request; words: Words }) {
  return (
    <Card title={words.t("contact.work.finished")}>
      <p><Said>{stateOf(request, words)}</Said>. {request.doneAt && words.time(request.doneAt)}</p>
      {request.eraseOn && <p class="quiet">{words.t("contact.work.erase", { day: words.day(request.eraseOn) })}</p>}
    </Card>
  );
}

/** How to do it well: somebody else may answer, and the one who asked may be alone with it. */
function Manner({ written }: { written: ContactWords }) {
  const words = useWords();
  return (
    <Stack>
      <Card title={words.t("contact.work.manner")}>
        <ul>
          <li>{words.t("contact.work.manner.discreet")}</li>
          <li>{words.t("contact.work.manner.first")}</li>
          {written.who === "young" && <li>{words.t("contact.work.manner.young")}</li>}
          {!["sv", "easy", "x-pseudo"].includes(written.language) && <li>{words.t("contact.work.manner.interpreter")}</li>}
          <li>{words.t("contact.work.manner.record")}</li>
        </ul>
      </Card>
      <p><ButtonLink href="/concern" kind="quiet">{words.t("guide.urgent.concern")}</ButtonLink></p>
    </Stack>
  );
}

export function DeskPage({ setting, form }: { setting: DeskSetting; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("contact.work.title"), href: "/contact-requests" }, { label: <Said>{setting.name}</Said> }]} />
      <PageTitle over={<Said>{setting.name}</Said>} lead={words.t("contact.desk.lead")}>{words.t("contact.desk.title")}</PageTitle>
      {form}
    </Stack>
  );
}
