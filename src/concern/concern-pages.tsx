import type { VNode } from "preact";
import type { Reception } from "../directory/index.ts";
import { ChildName, type Matter } from "../matter/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, Card, Details, Grid, Notice, PageTitle, Phone, Row, Rows, Said, Stack, type Shown } from "../ui/index.ts";
import type { LoggedConcern } from "./concern-store.ts";

/** For somebody who is upset: what to do first stands first, in few words; the law comes last. @ground SoL 19:1, 19:4, REQ-087 */
export function ConcernPage({ receptions }: { receptions: readonly Reception[] }) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("concern.lead")}>{words.t("concern.title")}</PageTitle>
      <Notice kind="warning" title={words.t("concern.now.title")}>
        <BigPhone number="112">{words.t("concern.now.112")}</BigPhone>
      </Notice>
      <Receptions receptions={receptions} />
      <Grid>
        <Card title={words.t("concern.care.title")}>
          <BigPhone number="1177">{words.t("concern.care.1177")}</BigPhone>
        </Card>
        <Card title={words.t("concern.child.title")}>
          <BigPhone number="116 111">{words.t("concern.child.bris")}</BigPhone>
          <p>{words.t("concern.child.text")}</p>
        </Card>
      </Grid>
      <Duty />
    </Stack>
  );
}

function BigPhone({ number, children }: { number: string; children: Shown }) {
  return <p class="call"><Phone number={number} /> <span>{children}</span></p>;
}

/** The municipalities of the guide that was chosen; every other is folded away beneath them. */
function Receptions({ receptions }: { receptions: readonly Reception[] }) {
  const words = useWords();
  const [here, elsewhere] = [receptions.filter(({ isHere }) => isHere), receptions.filter(({ isHere }) => !isHere)];
  return (
    <Card title={words.t("concern.report.title")}>
      <p>{words.t("concern.report.text")}</p>
      {receptions.length === 0 && <p>{words.t("concern.report.none")}</p>}
      <Municipalities receptions={here.length > 0 ? here : elsewhere} />
      {here.length > 0 && elsewhere.length > 0 && <Details summary={words.t("concern.report.elsewhere")}><Municipalities receptions={elsewhere} /></Details>}
    </Card>
  );
}

const Municipalities = ({ receptions }: { receptions: readonly Reception[] }) =>
  <ul class="calls">{receptions.map((reception) => <Municipality key={`${reception.authority} ${reception.unit}`} {...reception} />)}</ul>;

function Municipality({ authority, phone, outOfHours }: Reception) {
  const words = useWords();
  return (
    <li>
      <h3><Said>{authority}</Said></h3>
      <p><span>{words.t("concern.report.day")}</span> <Phone number={phone} /></p>
      {outOfHours && <p><span>{words.t("concern.report.night")}</span> <Phone number={outOfHours} /></p>}
    </li>
  );
}

function Duty() {
  const words = useWords();
  return (
    <Card title={words.t("concern.duty.title")}>
      <p>{words.t("concern.duty.must")}</p>
      <p>{words.t("concern.duty.own")}</p>
      <p>{words.t("concern.duty.should")}</p>
      <h3>{words.t("concern.suspect.title")}</h3>
      <p>{words.t("concern.suspect.text")}</p>
      <h3>{words.t("concern.never.title")}</h3>
      <ul>
        <li>{words.t("concern.never.consent")}</li>
        <li>{words.t("concern.never.form")}</li>
        <li>{words.t("concern.never.service")}</li>
        <li>{words.t("concern.never.stop")}</li>
      </ul>
      <Details summary={words.t("concern.after.title")}>
        <p>{words.t("concern.after.text")}</p>
        <p>{words.t("concern.after.log")}</p>
        <p class="quiet">{words.t("concern.law")}</p>
      </Details>
    </Card>
  );
}

type LogProps = { matter: Matter; logged: readonly LoggedConcern[]; seen: Seen; form: VNode };

/** That and when, nothing more, and only for the one who writes it. @ground OSL 40:7 g, REQ-081–082 */
export function ConcernLogPage({ matter, logged, seen, form }: LogProps) {
  const { words, today } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` }, { label: words.t("concern.log.title") }]} />
      <PageTitle lead={words.t("concern.log.lead")}>{words.t("concern.log.title")}</PageTitle>
      <p>{words.t("concern.log.first")} <a href="/concern">{words.t("concern.log.first.link")}</a></p>
      <Notice kind="info" title={words.t("concern.log.seen.title")}><p>{words.t("concern.log.seen.text")}</p></Notice>
      {form}
      {logged.length > 0 && (
        <Card title={words.t("concern.log.list")}>
          <Rows>{logged.map(({ id, madeAt }) => <Row key={id} sign="done" label={words.t("concern.log.line", { when: words.time(madeAt) })} />)}</Rows>
        </Card>
      )}
    </Stack>
  );
}
