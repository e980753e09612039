import { ChildName, type Matter } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Perspective, type Practice } from "../practice/index.ts";
import { Actions, Breadcrumb, ButtonLink, Card, Hidden, PageTitle, Said, Stack } from "../ui/index.ts";
import { calledBy, raisesConcern, type WheelEntry } from "./inquiry.ts";
import { ConcernGate, WheelPictures, WheelWords, type WheelView } from "./wheel-view.tsx";

/** The wheel's own page: one round of it, and which rounds there are. */
export type WheelModel = {
  readonly matter: Matter; readonly practice: Practice;
  /** Those of the round that is shown. */
  readonly entries: readonly WheelEntry[];
  /** Those of the round before it, to see what has changed. */
  readonly before: readonly WheelEntry[];
  readonly round: number; readonly rounds: readonly number[]; readonly current: number;
};

/** The way back from every page about the wheel. */
export function Crumbs({ matter, seen, here, wheel }: { matter: Matter; seen: Seen; here: string; wheel?: string | undefined }) {
  const { words, today } = seen;
  const address = `/matters/${matter.id}`;
  const between = wheel === undefined ? [] : [{ label: wheel, href: `${address}/wheel` }];
  return <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: address }, ...between, { label: here }]} />;
}

export function WheelPage({ model, seen }: { model: WheelModel; seen: Seen }) {
  const { words, today } = seen;
  const { matter, practice, entries } = model;
  const view: WheelView = { practice, child: matter.child.name, entries };
  const name = textIn(practice.wheel.name, words.language);
  const now = model.round === model.current;
  return (
    <Stack>
      <Crumbs matter={matter} seen={seen} here={name} />
      <PageTitle over={<ChildName matter={matter} today={today} />} lead={now ? words.t("inquiry.wheel.lead") : words.t("inquiry.round.old")}>{name}</PageTitle>
      {now && <Raised model={model} />}
      {entries.length > 0 && seen.can("decision.make") && <Actions><ButtonLink href={`/matters/${matter.id}/decision`}>{words.t("inquiry.decide")}</ButtonLink></Actions>}
      {model.rounds.length > 1 && <Rounds model={model} />}
      <Card title={words.t("inquiry.wheel.pictures")}><WheelPictures view={view} foot={(perspective) => <Foot model={model} perspective={perspective} seen={seen} />} /></Card>
      {entries.length > 0 && <Card><WheelWords view={view} /></Card>}
      {model.before.length > 0 && <Before model={model} />}
      <div class="quiet wheel-notes"><p>{words.t("inquiry.wheel.yours")}</p><p>{textIn(practice.wheel.note, words.language)}</p></div>
    </Stack>
  );
}

/** The first area of this round that asks whether the child is harmed. */
function Raised({ model: { practice, entries } }: { model: WheelModel }) {
  const words = useWords();
  const raising = entries.find(({ area, mark }) => raisesConcern(practice, area, mark));
  if (!raising) return null;
  const area = textIn(practice.wheel.areas.find(({ id }) => id === raising.area)!.name, words.language);
  return <ConcernGate area={area} />;
}

const roundName = (words: Words, round: number) => (round === 1 ? words.t("inquiry.round.1") : words.t("inquiry.round.later", { number: round - 1 }));

/** The same three pictures as they were the time before: change is seen, never counted. @ground U26 */
function Before({ model: { matter, practice, before, round } }: { model: WheelModel }) {
  const words = useWords();
  return (
    <Card title={words.t("inquiry.round.before", { round: roundName(words, round - 1) })}>
      <WheelPictures view={{ practice, child: matter.child.name, entries: before }} foot={(perspective) => <div class="wheel-foot"><Latest entries={before} perspective={perspective} /></div>} />
    </Card>
  );
}

function Rounds({ model: { matter, rounds, round, current } }: { model: WheelModel }) {
  const words = useWords();
  return (
    <nav class="rounds" aria-label={words.t("inquiry.round.label")}>
      <p class="rounds-label">{words.t("inquiry.round.label")}</p>
      <ul>
        {rounds.map((one) => (
          <li key={one}><a href={`/matters/${matter.id}/wheel?round=${one}`} aria-current={one === round ? "page" : undefined}>{roundName(words, one)}{one === current && ` (${words.t("inquiry.round.now")})`}</a></li>
        ))}
      </ul>
    </nav>
  );
}

/** Under each picture: when and how it was made, and the way to fill it in. */
function Foot({ model, perspective, seen }: { model: WheelModel; perspective: Perspective; seen: Seen }) {
  const { words } = seen;
  const { matter, entries } = model;
  const latest = entries.filter((entry) => entry.perspective === perspective).at(-1);
  const unborn = perspective === "child" && matter.bornOn === undefined;
  const open = model.round === model.current && seen.can("inquiry.write") && !unborn;
  return (
    <div class="wheel-foot">
      {latest ? <Written entry={latest} /> : <p>{words.t(unborn ? "inquiry.empty.unborn" : `inquiry.empty.${perspective}`)}</p>}
      {open && (
        <p>
          <ButtonLink kind={entries.length === 0 && perspective === "child" ? "primary" : "quiet"} href={`/matters/${matter.id}/wheel/${perspective}`}>
            {words.t(latest ? "inquiry.change" : "inquiry.fill")}<Hidden> {words.t(`inquiry.of.${perspective}`)}</Hidden>
          </ButtonLink>
        </p>
      )}
    </div>
  );
}

function Latest({ entries, perspective }: { entries: readonly WheelEntry[]; perspective: Perspective }) {
  const latest = entries.filter((entry) => entry.perspective === perspective).at(-1);
  return latest ? <Written entry={latest} /> : null;
}

function Written({ entry }: { entry: WheelEntry }) {
  const words = useWords();
  return (
    <>
      {entry.how !== "" && <p><Said>{entry.how}</Said></p>}
      <p class="wheel-when"><Hidden>{words.t("inquiry.written.label")} </Hidden>{words.shortDay(dayOf(entry.at))}, <Said>{entry.by}</Said></p>
    </>
  );
}

/** Names the next step after the child, or after the family where there is no child to ask yet. */
export const fillWith = (matter: Matter) =>
  matter.bornOn === undefined ? { what: "next.inquiry.fill-unborn" } : { what: "next.inquiry.fill", values: { name: calledBy(matter.child.name) } };
