import type { VNode } from "preact";
import { dayOf, daysBetween } from "../platform/clock.ts";
import { languages, type Words } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, ButtonLink, Card, Empty, PageTitle, Pairs, Phone, Quote, Said, Stack, Tag } from "../ui/index.ts";
import type { Obstacle } from "./accessibility.ts";
import type { Message, Stated } from "./accessibility-store.ts";

const languageOf = (language: string): string => (language in languages ? languages[language as keyof typeof languages].name : language);

function reachOf(words: Words, { reach }: Obstacle): VNode {
  if (!reach) return <>{words.t("accessibility.work.no-answer")}</>;
  return reach.way === "phone" ? <Phone number={reach.to} /> : <a href={`mailto:${encodeURIComponent(reach.to)}`}><Said>{reach.to}</Said></a>;
}

function Told({ message, seen }: { message: Message; seen: Seen }) {
  const { words, today } = seen;
  const { id, guide, obstacle, saidAt, answerBy } = message;
  const late = answerBy < today;
  return (
    <li class="kept">
      <Quote by={words.t("accessibility.work.came", { day: words.day(dayOf(saidAt)), language: languageOf(obstacle.language) })}>{obstacle.about}</Quote>
      <Pairs items={[
        ...(obstacle.where ? [{ label: words.t("accessibility.where"), value: <Said>{obstacle.where}</Said> }] : []),
        { label: words.t("accessibility.work.reach"), value: reachOf(words, obstacle) },
        { label: words.t("accessibility.work.by"), value: <>{words.day(answerBy)} {late && <Tag kind="late">{words.t("list.late", { days: daysBetween(answerBy, today) })}</Tag>}</> },
      ]} />
      <PostButton action={`/network/guides/${guide}/accessibility/${id}/done`} once={seen.once()} label={words.t("accessibility.work.done")} />
    </li>
  );
}

export type Work = Stated & { readonly messages: readonly Message[] };

/** What has been said does not work, and the statement to keep true. */
export function WorkPage({ work: { body, statement, messages }, form, seen }: { work: Work; form: VNode; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("accessibility.work.title") }]} />
      <PageTitle lead={words.t("accessibility.work.lead")}>{words.t("accessibility.work.title")}</PageTitle>
      {messages.length === 0 ? <Empty title={words.t("accessibility.work.none")} text={words.t("accessibility.work.none.text")} />
        : <Card title={words.t("accessibility.work.waiting")}><ul class="kepts">{messages.map((message) => <Told key={message.id} message={message} seen={seen} />)}</ul></Card>}
      <Card title={words.t("accessibility.work.statement")}>
        <p>{statement.version === 0 ? words.t("accessibility.work.shipped") : words.t("accessibility.work.own", { day: words.day(statement.updatedOn) })}</p>
        <p><ButtonLink kind="quiet" href={`/accessibility?guide=${body.guide}`}>{words.t("accessibility.work.see")}</ButtonLink></p>
        {form}
      </Card>
    </Stack>
  );
}
