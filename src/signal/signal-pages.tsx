import { ChildName, type Matter } from "../matter/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { Actions, Breadcrumb, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Phone, Quote, Said, SaidText, Stack, Tag, type Pair, type Shown } from "../ui/index.ts";
import { areaName, type Signal } from "./signal.ts";

/** The first question of every signal, before anything can be written. @ground SoL 19:1, REQ-080 */
function DangerFirst() {
  const words = useWords();
  return (
    <Notice kind="warning" title={words.t("signal.danger.title")}>
      <p>{words.t("signal.danger.text")} {words.t("signal.danger.112")} <Phone number="112" /></p>
      <Actions><ButtonLink href="/concern">{words.t("signal.danger.link")}</ButtonLink></Actions>
      <p>{words.t("signal.danger.no")} <a href="/tracks">{words.t("nav.tracks")}</a></p>
    </Notice>
  );
}

type Drawn = { readonly state: FormState; readonly buttons: readonly FormButton[]; readonly practice: Practice };

function Part({ title, names, state, children }: { title: string; names: readonly string[]; state: FormState; children?: Shown }) {
  return (
    <>
      <h2>{title}</h2>
      {names.map((name) => <FieldOf key={name} state={state} name={name} />)}
      {children}
    </>
  );
}

/** The fields in three parts: who (when it is not known already), what, and what then. */
function SignalForm({ state, buttons, practice, who, children }: Drawn & { who: readonly string[]; children?: Shown }) {
  const words = useWords();
  const seen = ["seen", "childWords", "noticedOn", "areas"].filter((name) => name in state.fields);
  return (
    <form method="post" action={state.action} noValidate class="form">
      <Unseen state={state} />
      {who.length > 0 && <Part title={words.t("signal.who")} names={who} state={state}>{children}</Part>}
      <Part title={words.t("signal.what")} names={seen} state={state}><AreaMeanings practice={practice} /></Part>
      <Part title={words.t("signal.then")} names={["told", "wish"]} state={state} />
      <p class="quiet">{words.t("signal.stays")}</p>
      <FormButtons buttons={buttons} />
    </form>
  );
}

/** Who the signal is about decides what is asked first. */
export type About = { readonly fields: readonly string[]; readonly other: { readonly href: string; readonly label: "signal.toUnborn" | "signal.toBorn" } };

export function NewSignalPage({ seen, about, ...drawn }: Drawn & { seen: Seen; about: About }) {
  const { words } = seen;
  return (
    <Stack>
      <PageTitle lead={words.t("signal.lead")}>{words.t("signal.title")}</PageTitle>
      <DangerFirst />
      <SignalForm {...drawn} who={about.fields}>
        <p><a href={about.other.href}>{words.t(about.other.label)}</a></p>
      </SignalForm>
    </Stack>
  );
}

export function AnotherSignalPage({ matter, seen, ...drawn }: Drawn & { matter: Matter; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` }, { label: words.t("signal.add.title") }]} />
      <PageTitle lead={words.t("signal.add.lead")}>{words.t("signal.add.title")}</PageTitle>
      <DangerFirst />
      <SignalForm {...drawn} who={[]} />
    </Stack>
  );
}

/** One thing noticed: the child's own words first, then the facts. */
function SignalView({ signal, matter, practice }: { signal: Signal; matter: Matter; practice: Practice }) {
  const words = useWords();
  const { seen, childWords, told, wish } = signal.words;
  const rest: Pair[] = [
    ...(signal.areas.length > 0 ? [{ label: words.t("signal.card.areas"), value: <AreaTags areas={signal.areas} practice={practice} /> }] : []),
    { label: words.t("signal.part.told"), value: <SaidText>{told}</SaidText> },
    ...(wish ? [{ label: words.t("signal.part.wish"), value: <SaidText>{wish}</SaidText> }] : []),
  ];
  return (
    <article class="stack">
      {childWords && <Quote by={<Said>{matter.child.name}</Said>}>{childWords}</Quote>}
      <p><SaidText>{seen}</SaidText></p>
      <Pairs items={rest} />
      <p class="quiet">{words.t("signal.card.by", { day: words.shortDay(signal.noticedOn) })} <Said>{signal.by}</Said>, {words.say(`role.${signal.byRole}`)}</p>
    </article>
  );
}

function AreaTags({ areas, practice }: { areas: readonly string[]; practice: Practice }) {
  const words = useWords();
  return <>{areas.map((area, nth) => <span key={area}>{nth > 0 && " "}<Tag kind="calm">{areaName(practice, area, words.language)}</Tag></span>)}</>;
}

/** The wheel's own words for what each area holds: there for those who wonder, out of the way of those who know. */
function AreaMeanings({ practice }: { practice: Practice }) {
  const words = useWords();
  const items = practice.wheel.areas.map(({ name, meaning }) => ({ label: textIn(name, words.language), value: textIn(meaning, words.language) }));
  return <Details summary={words.t("signal.areas.what")}><Pairs items={items} /></Details>;
}

type CardProps = { matter: Matter; signals: readonly Signal[]; practice: Practice; seen: Seen; leadsHere: boolean };

export function SignalCardView({ matter, signals, practice, seen, leadsHere }: CardProps) {
  const { words } = seen;
  const address = `/matters/${matter.id}`;
  const [latest, ...earlier] = signals.map((signal) => <SignalView key={signal.id} signal={signal} matter={matter} practice={practice} />);
  const add = seen.can("signal.add") ? <a href={`${address}/signals/new`}>{words.t("signal.card.add")}</a> : undefined;
  return (
    <Card id="signals" title={words.t("signal.card")} beside={add}>
      {latest ?? <p>{words.t("signal.card.added")}</p>}
      {earlier.length > 0 && <Details summary={words.t("signal.card.earlier", { count: earlier.length })}>{earlier}</Details>}
      {leadsHere && seen.can("signal.pass-on") && <p>{words.t("signal.card.lead")} <a href={`${address}/pass-on`}>{words.t("signal.card.passOn")}</a></p>}
      {seen.can("concern.log") && <p class="quiet">{words.t("signal.card.concern")} <a href={`${address}/concern`}>{words.t("signal.card.concern.link")}</a></p>}
    </Card>
  );
}
