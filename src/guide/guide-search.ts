import { listActivities, nextTimes, type Activity, type Session } from "../activity/index.ts";
import { CARD_MONTHS, freshnessOf, isShown } from "../directory/directory.ts";
import { listSomeOfKinds, type Shelf } from "../directory/index.ts";
import type { Service } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { wordsOf } from "../platform/search/letters.ts";
import { findItems } from "../platform/search/search.ts";
import { ageIn, rankHits, type Answer, type Candidate, type Hit } from "./guide.ts";
import { kindsWith, listAnswers } from "./guide-store.ts";

export type Asked = {
  readonly text: string; readonly language: string; readonly guide: Shelf; readonly at: Date; readonly today: Day;
  /** What may be shown; when not said, what the public may see. Colleagues also see what is too old for the public, and that it is. */
  readonly shows?: (service: Service, today: Day) => boolean;
  /** What is done when the search is not sure, together with what it reads next. */
  readonly whenUnsure?: () => Promise<unknown>;
};
export type SearchResult = { readonly hits: readonly Hit[]; readonly answers: readonly Answer[]; readonly services: readonly Service[]; readonly sessions: readonly Session[];
  /** Whether what was found rests on what was asked, and not on half a word, letters alike, or one word of much else. */
  readonly sure: boolean;
};

const NEAR = 0.15;
const MOST_KINDS = 5;
const MOST_ANSWERS = 12;
const POINTING = 3;

/** What is less surely near than this is doubted. A single word is sure only where little else is said: "bil" stands in a quarrel in the car. */
const SURE = 0.45;
const SURE_OF_ONE_WORD = 0.78;
const isSure = (text: string, surest: number): boolean => surest >= (wordsOf(text).length === 1 ? SURE_OF_ONE_WORD : SURE);

/** How near each thing is, by its name in the search. */
type Items = ReadonlyMap<string, number>;

const idsOf = (items: Items, type: string): string[] => [...items.keys()].filter((item) => item.startsWith(`${type}:`)).map((item) => item.slice(type.length + 1));

const answerCandidate = (answer: Answer, nearness: number): Candidate =>
  ({ type: "answer", id: answer.id, handle: answer.handle, title: answer.text.question, kinds: answer.kinds, ages: answer.ages, level: answer.level, nearness });
const TRUST = { fresh: 1, due: 0.95, stale: 0.85 } as const;
const serviceCandidate = (service: Service, nearness: number, today: Day): Candidate => ({
  type: "service", id: service.id, handle: service.handle, title: service.name, kinds: service.kinds, ages: service.ages, level: service.level, nearness,
  trust: TRUST[freshnessOf(service.checkedOn, CARD_MONTHS, today)],
});
const activityCandidate = ({ id, handle, name, kinds, ages, level }: Activity, nearness: number): Candidate => ({ type: "activity", id, handle, title: name, kinds, ages, level, nearness });

/** The nearest of a type, the nearest first. */
const nearest = (items: Items, type: string, most: number): string[] =>
  idsOf(items, type).sort((one, other) => items.get(`${type}:${other}`)! - items.get(`${type}:${one}`)!).slice(0, most);

/** Kinds of help that are to meet others: who asks for one of these is shown when and where. */
const MEETING = new Set(["foraldratraff", "foraldragrupp", "oppna-forskolan", "familjecentral"]);
const meetingKinds = (items: Items): string[] => nearest(items, "kind", 3).filter((kind) => MEETING.has(kind));

/** The activities that are near in their own words, or are the very thing that was asked for, when they are held soon. */
async function findSessions(tx: Tx, items: Items, { guide, at, today }: Asked): Promise<Session[]> {
  const kinds = meetingKinds(items);
  const [near, ofKind] = await Promise.all([listActivities(tx, { guide, ids: nearest(items, "activity", MOST_ANSWERS) }), kinds.length > 0 ? listActivities(tx, { guide, mainKinds: kinds }) : []]);
  return nextTimes([...new Map([...near, ...ofKind].map((activity) => [activity.id, activity])).values()], { at, today });
}

async function findNear(tx: Tx, { text, language, guide }: Asked): Promise<{ items: Items; sure: boolean }> {
  const found = (await findItems(tx, { text, language, shelf: guide })).filter(({ score }) => score >= NEAR);
  return { items: new Map(found.map(({ item, score }) => [item, score])), sure: isSure(text, Math.max(0, ...found.map(({ sure }) => sure))) };
}

/** Some of what is near, the best first. */
function hitsAmong(items: Items, { answers, services, sessions }: Omit<SearchResult, "hits" | "sure">, { text, today }: Asked): Hit[] {
  const near = (item: string) => items.get(item) ?? 0;
  const candidates = [
    ...answers.map((answer) => answerCandidate(answer, near(`answer:${answer.id}`))), ...services.map((service) => serviceCandidate(service, near(`service:${service.id}`), today)),
    ...sessions.map(({ activity }) => activityCandidate(activity, near(`activity:${activity.id}`))),
  ];
  const named = new Map(idsOf(items, "kind").map((kind) => [kind, near(`kind:${kind}`)]));
  return rankHits(named, candidates, ageIn(text));
}

/** What a question leads to: answers, somebody to talk to, and where one can meet others. The services looked at give the help asked for, or what the nearest answers point to. */
export async function search(tx: Tx, asked: Asked): Promise<SearchResult> {
  const { language, guide, today, shows = isShown } = asked;
  const { items, sure } = await findNear(tx, asked);
  const told = sure ? undefined : asked.whenUnsure?.();
  if (items.size === 0) {
    await told;
    return { hits: [], answers: [], services: [], sessions: [], sure };
  }
  const [answers, near, sessions] = await Promise.all([
    listAnswers(tx, language, { ids: nearest(items, "answer", MOST_ANSWERS) }),
    listSomeOfKinds(tx, guide, kindsWith(nearest(items, "kind", MOST_KINDS), nearest(items, "answer", POINTING)), idsOf(items, "service")),
    findSessions(tx, items, asked), told,
  ]);
  const services = near.filter((service) => shows(service, today));
  return { hits: hitsAmong(items, { answers, services, sessions }, asked), answers, services, sessions, sure };
}

/** Everything of a guide that a question may lead to. */
type Shelves = { readonly answers: readonly Answer[]; readonly services: readonly Service[]; readonly activities: readonly Activity[] };

/** The same hits as `search`, among what has been read already: one question, for who learns only on the way what to ask. */
export async function searchAmong(tx: Tx, asked: Asked, shelves: Shelves): Promise<readonly Hit[]> {
  const { at, today, shows = isShown } = asked;
  const { items } = await findNear(tx, asked);
  const nearAnswers = new Set(nearest(items, "answer", MOST_ANSWERS));
  const [pointing, meeting, activities] = [new Set(nearest(items, "answer", POINTING)), new Set(meetingKinds(items)), new Set(nearest(items, "activity", MOST_ANSWERS))];
  const kinds = new Set([...nearest(items, "kind", MOST_KINDS), ...shelves.answers.filter(({ id }) => pointing.has(id)).flatMap((answer) => answer.kinds)]);
  const services = shelves.services.filter((service) => shows(service, today) && (items.has(`service:${service.id}`) || service.kinds.some((kind) => kinds.has(kind))));
  const sessions = nextTimes(shelves.activities.filter(({ id, kinds: [main] }) => activities.has(id) || meeting.has(main!)), { at, today });
  return hitsAmong(items, { answers: shelves.answers.filter(({ id }) => nearAnswers.has(id)), services, sessions }, asked);
}
