import type { VNode } from "preact";
import { ChildName, type Matter } from "../matter/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { Breadcrumb, Card, PageTitle, Pairs, Row, Rows, Said, SaidText, Stack } from "../ui/index.ts";
import type { AgeReview, DueReview, ReviewId } from "./growing.ts";

export type GrowingModel = { readonly matter: Matter; readonly due: DueReview | undefined; readonly reviews: readonly AgeReview[]; readonly practice: Practice };

/** Where each thing is seen to. */
const placeOf: Record<ReviewId, string> = { consents: "#consents", "guardian-access": "/withhold", "own-access": "/maturity", lead: "/child-lead", plan: "#plan" };

function ToReview({ model: { matter, due } }: { model: GrowingModel }) {
  const words = useWords();
  return (
    <Rows>
      {due?.threshold.reviews.map((id) => (
        <Row key={id} sign="onward" label={words.t(`growing.review.${id}`)} href={`/matters/${matter.id}${placeOf[id]}`} next={words.t(`growing.review.${id}.text`, { age: due.threshold.age, name: matter.child.name })} />
      ))}
    </Rows>
  );
}

/** Reviews that have been made: when, by whom, what changed and why. */
export function Reviews({ reviews }: { reviews: readonly AgeReview[] }): VNode {
  const words = useWords();
  return (
    <>
      {reviews.map(({ age, on, by, words: said, outcomes }) => (
        <Pairs key={age} items={[
          { label: words.t("growing.at", { age }), value: <><p><SaidText>{said}</SaidText></p><p class="quiet">{words.shortDay(on)}, <Said>{by}</Said></p></> },
          ...Object.entries(outcomes).map(([id, outcome]) => ({ label: words.say(`growing.review.${id}`), value: words.say(`growing.outcome.${outcome}`) })),
        ]} />
      ))}
    </>
  );
}

/** What changes when a child reaches an age, gone through by whoever has the responsibility. @ground REQ-050 */
export function GrowingPage({ model, seen, form }: { model: GrowingModel; seen: Seen; form: VNode }): VNode {
  const { words, today } = seen;
  const { matter, due, reviews } = model;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` }, { label: words.t("growing.crumb") }]} />
      {!due && <PageTitle lead={words.t("growing.none.text")}>{words.t("growing.none.title")}</PageTitle>}
      {due && (
        <>
          <PageTitle over={words.t("growing.over", { day: words.day(due.on) })} lead={textIn(due.threshold.meaning, words.language)}><Said>{words.t("growing.title", { name: matter.child.name, age: due.threshold.age })}</Said></PageTitle>
          <Card title={words.t("growing.see")}><ToReview model={model} /><p class="quiet">{words.t("growing.grounds", { grounds: due.threshold.grounds.join(", ") })}</p></Card>
          {form}
        </>
      )}
      {reviews.length > 0 && <Card title={words.t("growing.earlier")}><Reviews reviews={reviews} /></Card>}
    </Stack>
  );
}
