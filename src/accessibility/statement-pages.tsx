import type { VNode } from "preact";
import { swedish } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { asSaid, ButtonLink, Card, PageTitle, Phone, Said, Stack } from "../ui/index.ts";
import { ANSWER_DAYS, linesOf, type Statement } from "./accessibility.ts";
import type { Body, Stated } from "./accessibility-store.ts";

/** Where one says to the state that a service does not follow the law. @ground DOS 13 § */
const DIGG = "https://www.digg.se/tdosanmalan";

/** What the body has written itself, in Swedish whatever the page's language. */
function Own({ text }: { text: string }) {
  const words = useWords();
  return <ul>{linesOf(text).map((line) => <li key={line} {...swedish(words)}>{line}</li>)}</ul>;
}

function Lacks({ lacks, more }: Pick<Statement, "lacks" | "more">) {
  const words = useWords();
  return (
    <Card title={words.t("accessibility.lacks")}>
      {lacks.length === 0 && more === "" && <p>{words.t("accessibility.lacks.none")}</p>}
      {lacks.length > 0 && <ul>{lacks.map((lack) => <li key={lack}>{words.t(`accessibility.lacks.${lack}`)}</li>)}</ul>}
      {more !== "" && <Own text={more} />}
    </Card>
  );
}

/** What the law asks somebody to say who offers a service to the public, in the order one wonders. @ground DOS 13 §, REQ-181 */
export function StatementPage({ body, statement }: Pick<Stated, "statement"> & { body: Body | undefined }) {
  const words = useWords();
  const { status, burden, outside, triedBy, assessedOn, updatedOn } = statement;
  return (
    <Stack>
      <PageTitle lead={body && <span {...asSaid}>{words.t("accessibility.lead", { authority: body.authority })}</span>}>{words.t("accessibility.title")}</PageTitle>
      {body && <Card title={words.t("accessibility.tell")}>
        <p>{words.t("accessibility.tell.text", { days: ANSWER_DAYS })}</p>
        <p><ButtonLink href={words.to("/accessibility/message")}>{words.t("accessibility.tell")}</ButtonLink></p>
        <p>{words.t("accessibility.help")} <Said>{body.unit}</Said>, <Phone number={body.phone} /></p>
      </Card>}
      <Card title={words.t("accessibility.status")}>
        <p><strong>{words.t(`accessibility.status.${status}`)}</strong></p>
        <p>{words.t("accessibility.parts")}</p>
        <p>{words.t("accessibility.outside")}</p>
        {outside !== "" && <Own text={outside} />}
      </Card>
      <Lacks {...statement} />
      <Card title={words.t("accessibility.burden")}>{burden === "" ? <p>{words.t("accessibility.burden.none")}</p> : <Own text={burden} />}</Card>
      <Card title={words.t("accessibility.how")}>
        <p>{words.t(`accessibility.how.${triedBy}`)} {words.t("accessibility.how.text")}</p>
        <p>{words.t("accessibility.how.when", { assessed: words.day(assessedOn), updated: words.day(updatedOn) })}</p>
      </Card>
      <Card title={words.t("accessibility.watch")}>
        <p>{words.t("accessibility.watch.text")}</p>
        <p><a href={DIGG} rel="noreferrer">{words.t("accessibility.watch.link")}</a></p>
      </Card>
    </Stack>
  );
}

/** Before anything is written: who reads it, by when they answer, and that it is erased. @ground GDPR 13 */
export function TellPage({ body, by, form }: { body: Body; by: Day; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle over={<a href={words.to("/accessibility")}>{words.t("accessibility.title")}</a>} lead={words.t("accessibility.tell.lead")}>{words.t("accessibility.tell")}</PageTitle>
      <p><span {...asSaid}>{words.t("accessibility.tell.who", { unit: body.unit, authority: body.authority })}</span> {words.t("accessibility.tell.by", { day: words.day(by) })}</p>
      <p>{words.t("accessibility.help")} <Phone number={body.phone} /></p>
      {form}
    </Stack>
  );
}
