import type { Absence } from "../attendance/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { rungFor, textIn, type Practice, type Rung } from "../practice/index.ts";
import { Breadcrumb, Button, ButtonLink, Card, Notice, PageTitle, Stack, TextField } from "../ui/index.ts";

export type LadderModel = { readonly practice: Practice; readonly asked: Absence | undefined; readonly written: { readonly percent: string; readonly weeks: string }; readonly missed: boolean };

function Step({ rung: { percent, weeks, order, name, who, help }, level }: { rung: Rung; level: 2 | 3 }) {
  const words = useWords();
  return (
    <Card level={level} title={words.t("tracks.question", { number: order, question: textIn(name, words.language) })}>
      <p class="quiet">{words.t("attendanceLadder.from", { percent, weeks })}</p>
      <p><strong>{textIn(who, words.language)}.</strong></p>
      <p>{textIn(help, words.language)}</p>
    </Card>
  );
}

function Reached({ practice, asked }: { practice: Practice; asked: Absence }) {
  const words = useWords();
  const rung = rungFor(practice, asked);
  return (
    <>
      <h2>{words.t("attendanceLadder.reached")}</h2>
      {rung ? <Step rung={rung} level={3} /> : <Card><p>{words.t("attendanceLadder.below")}</p></Card>}
      {rung && <p><ButtonLink href="/find" kind="quiet">{words.t("attendanceLadder.child")}</ButtonLink></p>}
    </>
  );
}

/** The ladder, and which step an absence has reached. Nothing typed here is kept. @model degerforsmodellen 3.6, 9 row 57 */
export function AttendancePage({ practice, asked, written, missed }: LadderModel) {
  const words = useWords();
  const problem = missed ? words.t("attendanceLadder.missed") : undefined;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("tracks.title"), href: "/tracks" }, { label: words.t("attendanceLadder.title") }]} />
      <PageTitle lead={words.t("attendanceLadder.lead")}>{words.t("attendanceLadder.title")}</PageTitle>
      <Notice kind="warning" title={words.t("attendanceLadder.concern")}><p><a href="/concern">{words.t("tracks.go.concern")}</a></p></Notice>
      <Card title={words.t("attendanceLadder.ask")}>
        <form method="get" action="/tracks/attendance" class="form">
          <TextField id="percent" name="percent" required label={words.t("attendanceLadder.percent")} value={written.percent} problem={problem} inputMode="numeric" width="short" />
          <TextField id="weeks" name="weeks" required label={words.t("attendanceLadder.weeks")} hint={words.t("attendanceLadder.weeks.hint")} value={written.weeks} inputMode="numeric" width="short" />
          <div class="actions"><Button kind="primary">{words.t("attendanceLadder.show")}</Button></div>
        </form>
      </Card>
      {asked && <Reached practice={practice} asked={asked} />}
      <h2>{words.t("attendanceLadder.all")}</h2>
      {practice.way.attendance.map((rung) => <Step key={rung.id} rung={rung} level={3} />)}
    </Stack>
  );
}
