import type { VNode } from "preact";
import type { Guide } from "../directory/index.ts";
import { COUNTED_MONTHS, isUnanswered, type Calls } from "../guiding/index.ts";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Card, Empty, PageTitle, Pairs, Phone, Said, Stack, Tag } from "../ui/index.ts";
import { deskOf, KeeperCrumbs } from "./keeper-pages.tsx";

export type CallsModel = { readonly guide: Guide; readonly calls: readonly Calls[]; readonly told: ReadonlySet<string> };

/** How it goes when one service is called; when nobody answers, one press says so on its card. */
function Called({ model: { guide, told }, calls, seen }: { model: CallsModel; calls: Calls; seen: Seen }) {
  const { words } = seen;
  const unanswered = isUnanswered(calls);
  return (
    <li class="kept">
      <h2><a href={`/network/services/${calls.handle}`}><Said>{calls.name}</Said></a></h2>
      <p>{unanswered && <Tag kind="late">{words.t("keeper.calls.unanswered")}</Tag>} {words.t("keeper.calls.number")} <Phone number={calls.phone} /></p>
      <Pairs items={[
        { label: words.t("keeper.calls.made"), value: words.t("keeper.calls.made.by", { calls: calls.calls, units: calls.units }) }, { label: words.t("keeper.calls.through"), value: String(calls.gotThrough) },
        { label: words.t("guiding.came.message"), value: String(calls.messages) }, { label: words.t("guiding.came.no-answer"), value: String(calls.unanswered) },
      ]} />
      {told.has(calls.serviceId) ? <p class="quiet">{words.t("keeper.calls.told")}</p> : unanswered && <PostButton action={deskOf(guide, `/calls/${calls.handle}`)} once={seen.once()} label={words.t("keeper.calls.tell")} />}
    </li>
  );
}

/** What staff have met when they called together with families: those that nobody answers at first. @model degerforsmodellen row 23 */
export function CallsPage({ model, seen }: { model: CallsModel; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <KeeperCrumbs guide={model.guide} trail={[{ label: words.t("keeper.calls") }]} />
      <PageTitle lead={words.t("keeper.calls.lead", { months: COUNTED_MONTHS })}>{words.t("keeper.calls")}</PageTitle>
      {model.calls.length === 0 ? <Empty title={words.t("keeper.calls.none")} text={words.t("keeper.calls.none.text")} /> : <ul class="kepts">{model.calls.map((calls) => <Called key={calls.serviceId} model={model} calls={calls} seen={seen} />)}</ul>}
    </Stack>
  );
}

export function TellPage({ guide, calls, form, seen: { words } }: { guide: Guide; calls: Calls; form: VNode; seen: Seen }) {
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.calls"), href: deskOf(guide, "/calls") }, { label: <Said>{calls.name}</Said> }]} />
      <PageTitle lead={words.t("keeper.calls.tell.lead")}><Said>{calls.name}</Said></PageTitle>
      <Card title={words.t("keeper.calls.tell.said")}><p>{words.t("keeper.calls.said", { unanswered: calls.unanswered, calls: calls.calls })}</p>{form}</Card>
    </Stack>
  );
}
