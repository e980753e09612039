import type { Topic } from "#src/consent/index.ts";
import type { Hand } from "#src/house.ts";
import type { Matter } from "#src/matter/index.ts";
import { findPlan, planParcel } from "#src/plan/index.ts";
import { wordsIn } from "#src/platform/i18n/words.tsx";
import { listShelves, receive, send, type Parcel, type Way } from "#src/sharing/index.ts";
import type { EventOf, StoryEvent } from "../story-events.ts";
import { doerOf, sameBranch, type Telling } from "./cast.ts";
import { answersTo, readOffered, takeOver } from "./signal-acts.ts";
import { done, inMatter, known, matterAt, type Act, type Unfolding } from "./unfolding.ts";

type Offer = EventOf<"hand_over">;

const words = wordsIn("sv");

const ways = { matter: "hand-over", lead: "child-lead", plan: "plan-lead" } as const satisfies Record<Offer["kind"], Way>;
const kinds = { matter: "matter", lead: "child-lead", plan: "plan-lead" } as const;
const rights = { matter: "handover.offer", lead: "lead.hand-over", plan: "plan.hand-over" } as const;

/** What the family has said yes to telling the one who is asked to take over. */
function topicsAgreed(event: Offer, { world, story }: Telling): Topic[] {
  const from = doerOf(world, event).unit;
  const agreed = story.events.filter((one): one is EventOf<"consent"> => one.event === "consent" && sameBranch(world, one.disclosing, from) && one.receivers.some((to) => sameBranch(world, to, event.to)));
  return agreed.at(-1)?.topics ?? [];
}

type Contents = Pick<Parcel, "items" | "sections" | "data" | "planId" | "message">;

/** Whoever takes over the whole matter gets what has been gathered, as far as the family has said yes. */
async function gathered(hand: Hand, matter: Matter, topics: readonly Topic[]): Promise<Pick<Contents, "items" | "sections">> {
  const shelves = await listShelves(hand.tx, hand.house, { matter, language: "sv" });
  const items = shelves.filter(({ source }) => source.kind !== "received").flatMap((shelf) => shelf.items)
    .filter(({ section: { topic, also = [] } }) => [topic, ...also].every((one) => topics.includes(one)));
  return { items: items.map(({ id }) => id), sections: items.map(({ section }) => section) };
}

async function contentsOf(hand: Hand, matter: Matter, of: { event: Offer; topics: readonly Topic[] }): Promise<Contents> {
  const { event, topics } = of;
  const { state } = matter;
  if (event.kind === "plan") {
    const plan = known(await findPlan(hand.tx, hand.house, matter), "the plan");
    const { content } = known(plan.adopted[0], "an adopted version");
    return { items: [], sections: planParcel(content, hand.house.practice, "sv").sections, data: { state, plan: content }, planId: plan.id, message: { text: event.words, topics: ["plan"] } };
  }
  const areas = topics.filter((topic) => topic !== "contact" && topic !== "meeting" && topic !== "plan");
  const message = { text: event.words, topics: areas };
  return event.kind === "lead" ? { items: [], sections: [], data: { state }, message } : { ...(await gathered(hand, matter, topics)), data: { state }, message };
}

async function offer(hand: Hand, story: Unfolding, of: { event: Offer; from: string; topics: readonly Topic[] }): Promise<void> {
  const { event } = of;
  const matter = await matterAt(hand, story, of.from);
  const way = ways[event.kind];
  const parcel: Parcel = {
    way, kind: kinds[event.kind], to: [`unit:${story.crew.unit(event.to)}`], ...(await contentsOf(hand, matter, of)), why: words.t(`sharing.${way}.why`), ...answersTo(matter, event.ground),
  };
  story.offered = done(await send(hand, { matter, parcel })).deliveries[0]!;
}

/** Whoever the world says is next has opened what waits, and not answered it. */
function readByNext(event: Offer, { world, child, story }: Telling): Act[] {
  const isAnswered = story.events.slice(story.events.indexOf(event)).some((one: StoryEvent) => one.event === "accept" || one.event === "return");
  const reader = world.staff.find(({ handle, duties }) => child.next[0]?.who === handle && duties.some(({ unit }) => unit === event.to));
  return isAnswered || !reader ? [] : [readOffered({ handle: reader.handle, unit: event.to }, Math.min(event.day + 1, 0))];
}

export function handOverActs(event: Offer, telling: Telling): Act[] {
  const who = doerOf(telling.world, event);
  const topics = topicsAgreed(event, telling);
  return [
    { day: event.day, who, event: "delivery.sent", ...inMatter(rights[event.kind], who.unit), run: (hand, story) => offer(hand, story, { event, from: who.unit, topics }) },
    ...readByNext(event, telling),
  ];
}

export function acceptActs(event: EventOf<"accept">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  return [readOffered(who, event.day), takeOver(who, event.day)];
}

export function returnActs(event: EventOf<"return">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  return [readOffered(who, event.day), {
    day: event.day, who, event: "delivery.returned", right: { action: "delivery.receive", about: (story) => story.offered },
    run: async (hand, story) => done(await receive(hand, known(story.offered, "a delivery"), { accept: false, words: event.reason })),
  }];
}
