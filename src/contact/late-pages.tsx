import type { VNode } from "preact";
import { dayOf, daysBetween } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, Card, Empty, PageTitle, Pairs, Phone, Row, Rows, Said, Stack } from "../ui/index.ts";
import type { Asker, Late } from "./late-store.ts";
import { ageOf, languageOf } from "./work-pages.tsx";

const crumbs = (guide: string, label: string) => [{ label, href: `/guide-work/${guide}` }];
const nameOf = ({ service, unit }: Late): string => service ?? unit;

/** What waits longer than was promised, the longest first: whose it is, since when, and a telephone number. @model degerforsmodellen 2.5 R4 */
export function LatePage({ guide, late, seen }: { guide: string; late: readonly Late[]; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Stack>
      <Breadcrumb items={[...crumbs(guide, words.t("keeper.title")), { label: words.t("contact.late.title") }]} />
      <PageTitle lead={words.t("contact.late.lead")}>{words.t("contact.late.title")}</PageTitle>
      {late.length === 0 && <Empty title={words.t("contact.late.none")} text={words.t("contact.late.none.text")} />}
      {late.length > 0 && (
        <Card>
          <Rows>
            {late.map((one) => (
              <Row
                key={one.id} name={nameOf(one)} href={`/guide-work/${guide}/contacts/${one.id}`} beside={<Said>{one.reference}</Said>} late={words.t("list.late", { days: daysBetween(one.answerBy, today) })}
                next={one.attempts > 0 ? words.t("contact.late.tried", { attempts: one.attempts }) : words.t("contact.late.untried", { day: words.day(dayOf(one.askedAt)) })}
              />
            ))}
          </Rows>
        </Card>
      )}
    </Stack>
  );
}

export type LateModel = { readonly guide: string; readonly late: Late; readonly asker: Asker };

/** One that is late: call the unit first; then it can be handed to another. */
export function LateOnePage({ model: { guide, late, asker }, seen, form }: { model: LateModel; seen: Seen; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[...crumbs(guide, words.t("keeper.title")), { label: words.t("contact.late.title"), href: `/guide-work/${guide}/contacts` }, { label: <Said>{late.reference}</Said> }]} />
      <PageTitle over={<Said>{nameOf(late)}</Said>} lead={words.t("contact.late.one.lead")}>{words.t("contact.work.late.other", { days: daysBetween(late.answerBy, seen.today) })}</PageTitle>
      <Card title={<>{words.t("contact.late.call")} <Said>{late.unit}</Said></>}>
        <p class="call"><Phone number={late.phone} /></p>
        <p>{words.t("contact.late.call.text", { reference: late.reference })}</p>
        <Pairs items={[
          { label: words.t("contact.work.asked"), value: words.time(late.askedAt) },
          { label: words.t("contact.late.promised"), value: words.day(late.answerBy) },
          { label: words.t("contact.late.who"), value: words.t(`contact.work.from.${asker.who}`) },
          { label: words.t(asker.who === "young" ? "contact.work.age.own" : "contact.work.age"), value: ageOf(words, asker.age) },
          { label: words.t("contact.work.language"), value: <Said>{languageOf(asker.language)}</Said> },
        ]} />
        <p class="quiet">{words.t("contact.late.sealed")}</p>
      </Card>
      <Card title={words.t("contact.late.hand")}>{form}</Card>
    </Stack>
  );
}
