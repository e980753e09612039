import type { VNode } from "preact";
import { ChildName, type Matter } from "../matter/index.ts";
import type { KnownGuardian } from "../child/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { BackLink, Card, Details, Empty, Notice, PageTitle, Row, Rows, Said, SaidText, Stack } from "../ui/index.ts";
import { longWhen, sayOr } from "./family-words.tsx";
import { holds, type Withholding } from "./withhold.ts";

export type WithholdView = { readonly matter: Matter; readonly guardians: readonly KnownGuardian[]; readonly withholdings: readonly Withholding[] };

/** Keeping this matter from a guardian: what the law asks, what it does, and what is kept now. @ground OSL 12:3, REQ-054 */
export function WithholdPage({ view: { matter, guardians, withholdings }, form, seen }: { view: WithholdView; form: VNode; seen: Seen }) {
  const { words, today } = seen;
  const [now, past] = [withholdings.filter(holds), withholdings.filter((one) => !holds(one))];
  return (
    <Stack>
      <BackLink href={`/matters/${matter.id}`}><ChildName matter={matter} today={today} /></BackLink>
      <PageTitle lead={words.t("withhold.lead")}>{words.t("withhold.title")}</PageTitle>
      {now.length > 0 && <Card title={words.t("withhold.now")}><Withheld matter={matter} withholdings={now} /></Card>}
      <Notice kind="warning" title={words.t("withhold.rule.title")}><p>{words.t("withhold.rule")}</p></Notice>
      <Card title={words.t("withhold.effect.title")}>
        <ul>
          <li>{words.t("withhold.effect.everything")}</li>
          <li>{words.t("withhold.effect.branch")}</li>
          <li>{words.t("withhold.effect.letter")}</li>
          <li>{words.t("withhold.effect.others")}</li>
        </ul>
      </Card>
      {guardians.length === 0 ? <Empty title={words.t("withhold.nobody.title")} text={words.t("withhold.nobody")} /> : <Card title={words.t("withhold.new")}>{form}</Card>}
      {past.length > 0 && <Details summary={words.t("withhold.past", { count: past.length })}><Withheld matter={matter} withholdings={past} /></Details>}
    </Stack>
  );
}

/** One that came with a delivery that is secret in itself bears that delivery's ground. */
const groundWords = (words: Words, { ground }: Withholding): string => sayOr(words, `withhold.ground.${ground}`, words.has(`ground.${ground}.name`) ? `ground.${ground}.name` : "ground.none.name");

function Withheld({ matter, withholdings }: { matter: Matter; withholdings: readonly Withholding[] }) {
  const words = useWords();
  return (
    <Rows>
      {withholdings.map((one) => (
        <Row
          key={one.id} sign="no" label={one.name ? <Said>{one.name}</Said> : words.t("withhold.everybody")} beside={groundWords(words, one)}
          next={<><SaidText>{one.reason}</SaidText> <Said>{one.by}</Said>, {longWhen(words, one.at)}. {one.until && words.t("withhold.until", { time: longWhen(words, one.until) })}</>}
          action={holds(one) && <a href={`/matters/${matter.id}/withhold/${one.id}/end`}>{words.t("withhold.end")}</a>}
        />
      ))}
    </Rows>
  );
}

export function EndWithholdPage({ matter, withholding, form }: { matter: Matter; withholding: Withholding; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <BackLink href={`/matters/${matter.id}/withhold`} />
      <PageTitle lead={words.t("withhold.end.lead")}>{words.t("withhold.end.title")}</PageTitle>
      <p>{withholding.name ? <Said>{withholding.name}</Said> : words.t("withhold.everybody")}: <SaidText>{withholding.reason}</SaidText></p>
      {form}
    </Stack>
  );
}
