import type { VNode } from "preact";
import { dayOf, daysBetween } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, ButtonLink, Card, Empty, Notice, PageTitle, Pairs, Phone, Quote, Row, Rows, Said, Stack, WithSide } from "../ui/index.ts";
import type { Asked, Consultation } from "./consultation-store.ts";
import { medianOf } from "./consultation.ts";

/** Stands on every page of a consultation: the report never waits for it. @ground SoL 19:1 @model degerforsmodellen 3.2 */
function ConcernFirst() {
  const words = useWords();
  return <Notice kind="warning" title={words.t("consultation.concern")}><p><a href="/concern">{words.t("tracks.go.concern")}</a></p></Notice>;
}

type Asking = { readonly state: FormState; readonly buttons: readonly FormButton[]; readonly answerBy: string; readonly kept: string; readonly seen: Seen };

/** A question to another unit. The list to go through stands last, just before it is sent. */
export function NewConsultationPage({ state, buttons, answerBy, kept, seen: { words } }: Asking) {
  const warned = state.problems["anyway"] !== undefined || (state.values["anyway"] ?? "").length > 0;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("tracks.title"), href: "/tracks" }, { label: words.t("consultation.new") }]} />
      <PageTitle lead={words.t("consultation.lead")}>{words.t("consultation.new")}</PageTitle>
      <ConcernFirst />
      <WithSide side={<Card title={words.t("consultation.next")}><p>{words.t("consultation.next.text", { day: words.day(answerBy) })}</p><p>{words.t("consultation.next.kept", { day: words.day(kept) })}</p><p>{words.t("consultation.next.child")}</p></Card>}>
        <Card>
          <form method="post" action={state.action} noValidate class="form">
            <Unseen state={state} />
            {["to", "age", "asked", "tried"].map((name) => <FieldOf key={name} state={state} name={name} />)}
            {warned && <FieldOf state={state} name="anyway" />}
            <FieldOf state={state} name="checks" />
            <FormButtons buttons={buttons} />
          </form>
        </Card>
      </WithSide>
    </Stack>
  );
}

function AskedRow({ one, seen: { words, today } }: { one: Asked; seen: Seen }) {
  const waits = one.state === "waiting";
  const late = waits && one.answerBy < today ? words.t("list.late", { days: daysBetween(one.answerBy, today) }) : undefined;
  return (
    <Row name={one.mine ? one.to : one.from} href={`/consultations/${one.id}`} next={words.t(`consultation.state.${one.state}`)} late={late}
      when={waits ? words.t("list.due", { day: words.shortDay(one.answerBy) }) : words.t("contact.work.erased", { day: words.shortDay(one.eraseOn) })} />
  );
}

/** Of all that came to the unit, also what is erased: how many, and how long an answer took. */
function Counts({ theirs, seen: { words } }: { theirs: readonly Asked[]; seen: Seen }) {
  const answered = theirs.filter(({ state }) => state === "answered");
  const took = answered.map(({ askedAt, doneAt }) => daysBetween(dayOf(askedAt), dayOf(doneAt!)));
  const inTime = answered.filter(({ doneAt, answerBy }) => dayOf(doneAt!) <= answerBy).length;
  const median = medianOf(took);
  return (
    <Card title={words.t("consultation.counts")}>
      <Pairs items={[
        { label: words.t("consultation.counts.all"), value: String(theirs.length) },
        { label: words.t("consultation.counts.answered"), value: words.t("consultation.counts.in-time", { count: answered.length, inTime }) },
        { label: words.t("consultation.counts.declined"), value: String(theirs.filter(({ state }) => state === "declined").length) },
        { label: words.t("consultation.counts.median"), value: median === undefined ? words.t("consultation.counts.none") : words.t("consultation.counts.days", { days: median }) },
      ]} />
      <p class="quiet">{words.t("consultation.counts.erased")}</p>
    </Card>
  );
}

export function ConsultationsPage({ all, seen }: { all: readonly Asked[]; seen: Seen }) {
  const { words } = seen;
  const kept = all.filter(({ erased }) => !erased);
  const theirs = all.filter(({ mine }) => !mine);
  const rows = (some: readonly Asked[]) => <Rows>{some.map((one) => <AskedRow key={one.id} one={one} seen={seen} />)}</Rows>;
  const [own, asked] = [kept.filter(({ mine }) => mine), kept.filter(({ mine }) => !mine)];
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: words.t("consultation.title") }]} />
      <PageTitle lead={words.t("consultation.title.lead")}>{words.t("consultation.title")}</PageTitle>
      <WithSide side={<><p><ButtonLink href="/consultations/new">{words.t("consultation.new")}</ButtonLink></p><Counts theirs={theirs} seen={seen} /></>}>
        <>
          {kept.length === 0 && <Empty title={words.t("consultation.empty")} text={words.t("consultation.empty.text")} />}
          {asked.length > 0 && <Card title={words.t("consultation.to-us")}>{rows(asked)}</Card>}
          {own.length > 0 && <Card title={words.t("consultation.mine")}>{rows(own)}</Card>}
        </>
      </WithSide>
    </Stack>
  );
}

type Reading = { readonly consultation: Consultation; readonly seen: Seen; readonly form: VNode | undefined };

/** One question with its answer, for whoever asked and for those who are asked. */
export function ConsultationPage({ consultation: one, seen: { words }, form }: Reading) {
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("consultation.title"), href: "/consultations" }, { label: words.t("consultation.one") }]} />
      <PageTitle over={<Said>{one.mine ? one.to : one.from}</Said>} lead={words.t(one.mine ? "consultation.one.mine" : "consultation.one.theirs")}>{words.t("consultation.one")}</PageTitle>
      <ConcernFirst />
      <Card title={words.t("consultation.question")}>
        <Pairs items={[
          { label: words.t("consultation.age"), value: words.t(`consultation.age.${one.question.age}`) }, { label: words.t("consultation.asked-on"), value: words.time(one.askedAt) },
          { label: words.t("consultation.promised"), value: words.day(one.answerBy) },
        ]} />
        {one.passed > 0 && <p>{words.t("consultation.passed")}</p>}
        <Quote>{one.question.asked}</Quote>
        <h3>{words.t("consultation.tried")}</h3>
        <Quote>{one.question.tried}</Quote>
      </Card>
      {one.answer !== undefined && <Card title={words.t(`consultation.state.${one.state}`)}><Quote>{one.answer}</Quote><p class="quiet">{words.t("consultation.answer.manner")}</p><p class="quiet">{words.t("contact.work.erase", { day: words.day(one.eraseOn) })}</p></Card>}
      {one.mine && one.state === "waiting" && <p>{words.t("consultation.call")} <Phone number={one.phone} /></p>}
      {form}
    </Stack>
  );
}
