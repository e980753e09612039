import type { VNode } from "preact";
import { ChildName } from "../matter/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { FormState } from "../platform/web/form.tsx";
import { FieldOf, problemLinks, Unseen } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn } from "../practice/index.ts";
import { Actions, Breadcrumb, Button, Card, CheckboxGroup, Details, Notice, PageTitle, RadioGroup, Said, SaidText, Stack, Tag, type Option, type Shown } from "../ui/index.ts";
import { choosable, OTHER, type Bench, type Choosable } from "./compose.ts";
import type { Item, Shelf, Source } from "./items.ts";
import { OWN_WORDS, whoName } from "./others.ts";
import { AboutOthers } from "./others-pages.tsx";
import { ruleOf } from "./sharing.ts";

type Props = { bench: Bench; seen: Seen; state: FormState };

/** What is wrong with a field, spoken; for the fields this page draws itself. */
export const problemAt = (words: Words, state: FormState, name: string): string | undefined => problemLinks(words, state).find(({ id }) => id === `f-${name}`)?.text as string | undefined;

const chosenIn = (state: FormState, name: string): readonly string[] => {
  const value = state.values[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
};

/** A refusal never ends with a no: it says what can lawfully be done instead. @ground U41 */
export function NextLawfulStep({ state, children }: { state: FormState; children?: Shown }) {
  const words = useWords();
  const next = Object.values(state.problems).map(({ key, values }) => ({ key: `${key}.next`, values })).filter(({ key }) => words.has(key));
  if (next.length === 0) return null;
  return (
    <Notice kind="info" title={words.t("sharing.next")}>
      {next.map(({ key, values }) => <p key={key}>{words.say(key, values)}</p>)}
      {children}
    </Notice>
  );
}

/** The way back, and whose page this is. */
export function Head({ bench: { matter, way }, seen }: { bench: Pick<Bench, "matter" | "way">; seen: Seen }) {
  const { words, today } = seen;
  return <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` }, { label: words.t(`sharing.${way}.title`) }]} />;
}

function receiverOption({ practice, language }: Bench, words: Words, { ref, unit, guardian, suggestion }: Choosable): Option {
  if (!unit) return { value: ref, label: <Said>{guardian?.name}</Said>, hint: words.t("sharing.to.guardian.hint") };
  const lead = suggestion && practice.lead.leads.find(({ id }) => id === suggestion.lead);
  return {
    value: ref, label: <><Said>{unit.name}</Said>, <Said>{unit.authority}</Said></>,
    ...(lead ? { hint: words.t("sharing.to.suggested", { who: textIn(lead.name, language) }) } : {}),
  };
}

function Receivers({ bench, state }: Omit<Props, "seen">) {
  const words = useWords();
  const field = state.fields["to"]!;
  const options = choosable(bench).map((one) => receiverOption(bench, words, one));
  const common = { id: "f-to", name: "to", label: field.label, required: true, problem: problemAt(words, state, "to") };
  const several = !ruleOf(bench.way).baton && !bench.asked;
  return (
    <>
      {several
        ? <CheckboxGroup {...common} options={options} values={chosenIn(state, "to")} />
        : <RadioGroup {...common} options={bench.asked ? options : [...options, { value: OTHER, label: words.t("sharing.to.other") }]} value={chosenIn(state, "to")[0]} />}
      {state.fields["other"] && <FieldOf state={state} name="other" />}
    </>
  );
}

const sourceWords = (words: Words, { kind, on, by }: Source) => words.t(`sharing.source.${kind}`, { day: words.shortDay(on), by });

const itemOption = ({ id, section }: Item, state: FormState): Option => ({
  value: id, label: <Said>{section.heading}</Said>, hint: <SaidText>{section.text}</SaidText>, more: state.fields[whoName(id)] && <AboutOthers item={id} state={state} />,
});

function ShelfOf({ shelf, nth, state }: { shelf: Shelf; nth: number; state: FormState }) {
  const words = useWords();
  const note = shelf.source.kind === "received" ? words.t("sharing.source.received.note") : undefined;
  const problem = nth === 0 ? problemAt(words, state, "items") : undefined;
  return (
    <CheckboxGroup
      id={nth === 0 ? "f-items" : `f-items-of-${nth + 1}`} name="items" required label={<Said>{sourceWords(words, shelf.source)}</Said>} hint={note}
      options={shelf.items.map((item) => itemOption(item, state))} values={chosenIn(state, "items")} problem={problem}
    />
  );
}

/** Everything that could go with it, piece by piece, and nothing of it chosen. @ground REQ-014 */
function Items({ bench, state }: Omit<Props, "seen">) {
  const words = useWords();
  const { shelves, plan } = bench;
  return (
    <Card title={words.t("sharing.items.label")}>
      {plan && <p>{words.t("sharing.items.plan", { number: plan.content.number })}</p>}
      <p class="hint">{words.t(shelves.length > 0 ? "sharing.items.hint" : "sharing.items.none")}</p>
      {shelves.map((shelf, nth) => <ShelfOf key={`${shelf.source.kind}${shelf.source.id}`} shelf={shelf} nth={nth} state={state} />)}
    </Card>
  );
}

/** The sender's own words. They lie folded away, as most deliveries need none, and open when something is in them or wrong with them. */
function OwnWords({ state, open }: { state: FormState; open: boolean }) {
  const words = useWords();
  const fields = (
    <>
      <FieldOf state={state} name="message" />
      <FieldOf state={state} name="messageTopics" />
      <AboutOthers item={OWN_WORDS} state={state} />
    </>
  );
  const filled = open || chosenIn(state, "message").some(Boolean) || state.problems["message"] || state.problems["messageTopics"];
  return <Details summary={words.t("sharing.message.label")} open={Boolean(filled)}>{fields}</Details>;
}

const REQUEST = ["requestBy", "requestOn", "requestWhat"] as const;

function RequestedBy({ state }: { state: FormState }) {
  const words = useWords();
  if (!state.fields["requestBy"]) return null;
  const open = REQUEST.some((name) => state.problems[name] || chosenIn(state, name).some(Boolean));
  return <Details summary={words.t("sharing.request.summary")} open={open}><>{REQUEST.map((name) => <FieldOf key={name} state={state} name={name} />)}</></Details>;
}

/** First page of a delivery: who, what and why. */
export function ComposePage({ bench, seen, state }: Props): VNode {
  const { words } = seen;
  const { way, asked } = bench;
  return (
    <Stack>
      <Head bench={bench} seen={seen} />
      <PageTitle lead={words.t(`sharing.${way}.lead`)}>{asked ? <>{words.t("delivery.reply")} <Tag kind="calm"><Said>{asked.fromUnit}</Said></Tag></> : words.t(`sharing.${way}.title`)}</PageTitle>
      <NextLawfulStep state={state} />
      <form method="post" action={state.action} noValidate class="form">
        <Unseen state={state} />
        {state.fields["kind"] && <FieldOf state={state} name="kind" />}
        <Receivers bench={bench} state={state} />
        <Items bench={bench} state={state} />
        <OwnWords state={state} open={asked !== undefined} />
        <FieldOf state={state} name="why" />
        <RequestedBy state={state} />
        <Actions><Button>{words.t("sharing.continue")}</Button></Actions>
      </form>
    </Stack>
  );
}
