import type { VNode } from "preact";
import { ChildName, type Matter } from "../matter/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { rungFor, textIn, type Practice } from "../practice/index.ts";
import { Breadcrumb, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Said, SaidText, Stack, Steps, WithSide } from "../ui/index.ts";
import { rungOf, type AttendanceNote } from "./attendance.ts";

/** The ladder, and the step where somebody stands. */
function Ladder({ practice, note }: { practice: Practice; note: AttendanceNote }) {
  const words = useWords();
  const now = rungOf(practice, note.words)?.order ?? 0;
  return <Steps label={words.t("attendanceLadder.title")} items={practice.way.attendance.map(({ order, name }) => ({ label: textIn(name, words.language), state: order < now ? "done" : order === now ? "now" : "later" }))} />;
}

function Note({ note, practice }: { note: AttendanceNote; practice: Practice }) {
  const words = useWords();
  const rung = rungOf(practice, note.words);
  return (
    <Pairs items={[
      { label: rung ? words.t("attendanceLadder.step", { number: rung.order }) : words.t("attendanceLadder.card"), value: <>{words.t("attendanceLadder.absence", { percent: note.words.percent, weeks: note.words.weeks })}</> },
      { label: words.t("attendanceLadder.was-done"), value: <SaidText>{note.words.done}</SaidText> },
      { label: words.t("attendanceLadder.was-noted"), value: <>{words.shortDay(note.notedOn)}, <Said>{note.by}</Said></> },
    ]} />
  );
}

/** What the package says that the step asks for, and whether the thresholds give another. */
function Asked({ note: { words: noted }, practice }: { note: AttendanceNote; practice: Practice }) {
  const words = useWords();
  const [rung, given] = [rungOf(practice, noted), rungFor(practice, noted)];
  if (!rung) return null;
  return (
    <>
      <p><strong>{textIn(rung.who, words.language)}.</strong> {textIn(rung.help, words.language)}</p>
      {given && given.id !== rung.id && <p class="quiet">{words.t("attendanceLadder.other", { number: given.order })}</p>}
    </>
  );
}

type CardView = { readonly matter: Matter; readonly notes: readonly AttendanceNote[]; readonly practice: Practice };

/** The ladder with where we stand, the latest note first; before there is one, only the way to it. */
export function AttendanceCard({ matter, notes: [latest, ...earlier], practice }: CardView): VNode {
  const words = useWords();
  return (
    <Card id="attendance" title={words.t("attendanceLadder.card")}>
      {latest ? <><Ladder practice={practice} note={latest} /><Note note={latest} practice={practice} /><Asked note={latest} practice={practice} /><p>{words.t("attendanceLadder.again", { day: words.day(latest.nextOn) })}</p></> : <p>{words.t("attendanceLadder.none")}</p>}
      {matter.state !== "closed" && <p><ButtonLink href={`/matters/${matter.id}/attendance`} kind="quiet">{words.t("attendanceLadder.note")}</ButtonLink></p>}
      {earlier.length > 0 && <Details summary={words.t("attendanceLadder.earlier")}>{earlier.map((note) => <Note key={note.id} note={note} practice={practice} />)}</Details>}
    </Card>
  );
}

/** Notes where the pupil stands now. */
export function NoteAttendancePage({ matter, notes: [latest], practice, seen, form }: CardView & { seen: Seen; form: VNode | undefined }): VNode {
  const { words, today } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` }, { label: words.t("attendanceLadder.card") }]} />
      <PageTitle lead={words.t("attendanceLadder.note.lead")}>{words.t("attendanceLadder.note")}</PageTitle>
      <Notice kind="warning" title={words.t("attendanceLadder.concern")}><p><a href="/concern">{words.t("tracks.go.concern")}</a></p></Notice>
      <WithSide side={<Card title={words.t("attendanceLadder.where")}>{latest ? <><Note note={latest} practice={practice} /><Asked note={latest} practice={practice} /></> : <p>{words.t("attendanceLadder.none")}</p>}<p><a href="/tracks/attendance">{words.t("attendanceLadder.all")}</a></p></Card>}>
        {form ? <Card>{form}<p class="quiet">{words.t("attendanceLadder.stays", { branch: matter.unit })}</p></Card> : <Notice kind="info" title={words.t("refusal.attendanceLadder.not-here")} />}
      </WithSide>
    </Stack>
  );
}
