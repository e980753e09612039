import { ChildName, waySteps, wayStepOf, type LoadedCard, type Matter, type Next } from "../matter/index.ts";
import { daysBetween } from "../platform/clock.ts";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, NextStep, PageTitle, Said, Stack, Steps, type Step } from "../ui/index.ts";

type Props = { matter: Matter; next: Next; cards: readonly LoadedCard[]; seen: Seen };

/** The way as far as it has come; a party or the one who noticed sees only its own part of it. */
function stepsOf(matter: Matter, say: (key: string) => string): Step[] {
  const now = waySteps.indexOf(wayStepOf(matter.state));
  return waySteps.map((step, nth) => ({ label: say(`way.${step}`), state: nth < now ? "done" : nth === now ? "now" : "later" }));
}

export function OverviewPage({ matter, next, cards, seen }: Props) {
  const { words, today } = seen;
  const late = next.dueOn && next.dueOn < today ? words.t("list.late", { days: daysBetween(next.dueOn, today) }) : undefined;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} /> }]} />
      <PageTitle over={words.t("overview.number", { number: matter.number })}><ChildName matter={matter} today={today} /></PageTitle>
      {matter.state !== "closed" && (
        <NextStep what={words.say(next.what, next.values)} href={next.href} owner={next.owner ?? matter.owner} due={next.dueOn ? words.day(next.dueOn) : words.t("overview.noDate")} late={late} />
      )}
      {matter.role === "child-lead" && matter.state !== "closed" && <Steps items={stepsOf(matter, (key) => words.say(key))} />}
      {cards.map((card, nth) => <div key={nth} class="contents">{card.view(matter, seen)}</div>)}
      <p class="quiet">{words.t("overview.owner")} <Said>{matter.unit}</Said>, <Said>{matter.authority}</Said></p>
    </Stack>
  );
}
