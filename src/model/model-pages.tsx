import type { VNode } from "preact";
import { swedish, type Guide } from "../directory/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { asWritten, Breadcrumb, Card, Empty, Hidden, PageTitle, Said, Stack, Tag, Timeline } from "../ui/index.ts";
import type { Check, Part } from "./model.ts";

const titleOf = (words: Words, { title, titleEn }: Part): string => (words.language === "en" ? titleEn : title);
const saidOf = (words: Words, { said, saidEn }: Part): string => (words.language === "en" ? saidEn : said);
/** Our English, or Swedish for whoever reads another language. */
const inTongue = (words: Words) => (words.language === "en" ? asWritten : swedish(words));

function CheckLine({ check: { key, done, of } }: { check: Check }) {
  const words = useWords();
  return <p class="quiet">{words.t(`model.check.${key}`)} {of > 0 && <strong>{words.t(`model.check.now.${key as "p3" | "p4" | "p5"}`, { done, of })}</strong>}</p>;
}

function PartText({ part, check, edit }: { part: Part; check?: Check | undefined; edit: string | undefined }) {
  const words = useWords();
  const text = inTongue(words);
  return (
    <li class="kept">
      <h3 {...text}>{titleOf(words, part)}</h3>
      <p {...text}>{saidOf(words, part)}</p>
      {check && <CheckLine check={check} />}
      {part.status !== "official" && <p><Tag kind="calm">{words.t(`model.status.${part.status}`)}</Tag></p>}
      {edit && <p><a href={edit}>{words.t("model.edit")}<Hidden> <Said>{part.title}</Said></Hidden></a></p>}
    </li>
  );
}

export type ModelProps = { readonly guide: Guide; readonly parts: readonly Part[]; readonly checks: readonly Check[]; /** What is agreed on in the place, for anybody to read. */ readonly agreements: ReadonlyArray<{ readonly handle: string; readonly title: string }>; /** The address under which each part is changed, for whoever keeps the guide. */ readonly edits?: string | undefined };

/** What the model says of itself: what for, in which layers, on which principles and how each stands, and what it takes. @model S3, S5 */
export function ModelPage({ guide, parts, checks, agreements, edits }: ModelProps) {
  const words = useWords();
  const name = parts.find(({ kind }) => kind === "name");
  const of = (kind: Part["kind"]) => parts.filter((part) => part.kind === kind);
  const list = (kind: Part["kind"]) => <ul class="kepts">{of(kind).map((part) => <PartText key={part.part} part={part} check={checks.find(({ key }) => key === part.part)} edit={edits && `${edits}/${part.part}`} />)}</ul>;
  if (!name) return <Stack><PageTitle>{words.t("model.title")}</PageTitle><Empty title={words.t("model.empty")} text={words.t("model.empty.text", { place: guide.served })} /></Stack>;
  return (
    <Stack>
      {edits && <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("model.title") }]} />}
      <PageTitle over={words.t("model.title")} lead={<span {...inTongue(words)}>{saidOf(words, name)}</span>}><span {...inTongue(words)}>{titleOf(words, name)}</span></PageTitle>
      {edits && <p>{words.t("model.edit.lead")} <a href={`${edits}/name`}>{words.t("model.edit.name")}</a></p>}
      <Card title={words.t("model.purpose")}>{list("purpose")}</Card>
      <Card title={words.t("model.layers")}>{list("layer")}</Card>
      <Card title={words.t("model.principles")}><p>{words.t("model.principles.text")}</p>{list("principle")}</Card>
      <Card title={words.t("model.prerequisites")}>{list("prerequisite")}</Card>
      {agreements.length > 0 && <Card title={words.t("cooperation.title")}><ul class="links-list">{agreements.map((one) => <li key={one.handle}><a href={words.to(`/cooperation/${one.handle}`)}><span {...swedish(words)}>{one.title}</span></a></li>)}</ul></Card>}
    </Stack>
  );
}

/** Where there is no guide yet, nobody has described anything. */
export function NoModelPage() {
  const words = useWords();
  return <Stack><PageTitle>{words.t("model.title")}</PageTitle><Empty title={words.t("model.empty")} text={words.t("model.none")} /></Stack>;
}

type Edited = { readonly guide: string; readonly versions: readonly Part[]; readonly writers: ReadonlyMap<string, string>; readonly form: VNode };

/** One part to change, and who has written it before. */
export function PartPage({ guide, versions, writers, form }: Edited) {
  const words = useWords();
  const [now] = versions;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("model.title"), href: `/network/guides/${guide}/model` }, { label: <Said>{now!.title}</Said> }]} />
      <PageTitle lead={words.t("model.part.lead")}><Said>{now!.title}</Said></PageTitle>
      {form}
      <Card title={words.t("model.versions")}>
        <Timeline items={versions.map(({ at, by, title, said, status }) => ({ when: words.time(at), title: <>{by === undefined ? words.t("model.shipped") : <Said>{writers.get(by) ?? words.t("model.somebody")}</Said>} · {words.t(`model.status.${status}`)}</>, detail: <Said>{title}: {said}</Said> }))} />
      </Card>
    </Stack>
  );
}
