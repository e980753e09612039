import { renderToString } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { AT_ONCE, type Level, type Service } from "../directory/directory.ts";
import { listServices } from "../directory/index.ts";
import { SpokenIn, wordsIn } from "../platform/i18n/words.tsx";
import { AnswerPage } from "./answer-pages.tsx";
import type { Answer } from "./guide.ts";
import { listAnswers, listKindNames } from "./guide-store.ts";
import { contactsFor, groupsOf, toldOf, universalFirst } from "./whom.ts";

const GUIDES = ["degerfors", "kronoberg"];
const TODAY = "2026-11-23";

let house: TestHouse;
const told: Told[] = [];
beforeAll(async () => {
  house = await openTestHouse(`${TODAY}T09:00:00+01:00`);
  await house.database.withoutActor(async (tx) => {
    const [answers, names] = await Promise.all([listAnswers(tx, "sv"), listKindNames(tx, "sv")]);
    for (const guide of GUIDES) {
      const services = await listServices(tx, guide);
      told.push(...answers.map((answer) => tell(guide, answer, contactsFor(answer, services, TODAY), names)));
    }
  });
});
afterAll(() => house.close());

const drawn = (answer: Answer, contacts: readonly Service[], names: ReadonlyMap<string, string>): string => renderToString(
  <SpokenIn value={wordsIn("sv")}>
    <AnswerPage answer={answer} contacts={contacts} names={names} topics={[]} today={TODAY} meeting={{ sessions: [], seatsOf: () => ({ taken: 0, waiting: 0 }), today: TODAY }} once="o" />
  </SpokenIn>);
const words = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim();

type Box = { readonly html: string; readonly links: string[]; readonly level: Level };
/** The contacts of a page as they stand: each its own box. */
const boxes = (html: string): Box[] => html.split('<section class="contact">').slice(1).map((part) => part.slice(0, part.indexOf("</section>")))
  .map((part) => ({ html: part, links: [...part.matchAll(/href="\/services\/([a-z0-9-]+)"/g)].map((match) => match[1]!), level: words(part).includes("När det behövs mer") ? "targeted" : "universal" }));

type Told = { readonly path: string; readonly html: string; readonly inOrder: Service[]; readonly asNamed: Service[] };
/** An answer in a guide, with its services as the page has them, and in the order the answer names their kinds. */
function tell(guide: string, answer: Answer, contacts: readonly Service[], names: ReadonlyMap<string, string>): Told {
  const html = drawn(answer, contacts, names);
  const inOrder = boxes(html).flatMap(({ links }) => links).map((link) => contacts.find(({ handle }) => handle === link)!);
  return { path: `${guide}/${answer.handle}`, html, inOrder, asNamed: inOrder.toSorted((one, other) => answer.kinds.indexOf(one.kinds[0]!) - answer.kinds.indexOf(other.kinds[0]!)) };
}
const isMisplaced = (services: readonly Service[]): boolean => {
  const levels = services.filter(({ kinds: [main] }) => !AT_ONCE.has(main!)).map(({ level }) => level);
  return levels.includes("targeted") && levels.lastIndexOf("universal") > levels.indexOf("targeted");
};

/** What says of a card, or of those in a list, whether one is anonymous, whether a record is kept and what it costs. */
const saysFacts = (html: string): boolean => [/Du kan vara anonym|säga vem du är/, /skriver (ingen )?journal/, /Gratis|Kostar pengar/].every((fact) => fact.test(words(html)));
const saysReach = (html: string): boolean => [/href="tel:/, /(Mejla|Webbplats|Besök|Skriv brev till):/, /Svarar/].every((way) => way.test(html));
const toldIn = (html: string): string => /<div class="told">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? "";

describe("every answer in every guide", () => {
  test("what is for everybody stands before what is for some", () => {
    expect(told.length).toBeGreaterThan(280);
    expect(told.filter(({ inOrder }) => isMisplaced(inOrder)).map(({ path }) => path)).toEqual([]);
    // The control: in the order the answers name the kinds, it does not.
    expect(told.filter(({ asNamed }) => isMisplaced(asNamed)).length).toBeGreaterThan(20);
  });
  test("what is for some is marked, in a list as on a card, and stands in no list with what is for everybody", () => {
    let lists = 0;
    for (const { path, html, inOrder } of told) for (const { links, level } of boxes(html)) {
      if (links.length > 2) lists += 1;
      expect([path, ...links.map((link) => inOrder.find(({ handle }) => handle === link)!.level)]).toEqual([path, ...links.map(() => level)]);
    }
    expect(lists).toBeGreaterThan(20);
  });
  test("the answer says whether one is anonymous, whether a record is kept and the cost, and of whom, and says it once", () => {
    for (const { path, html, inOrder } of told) {
      const said = toldIn(html);
      expect([path, saysFacts(said), /Hos [A-ZÅÄÖ0-9]/.test(words(said))]).toEqual([path, true, true]);
      const whole = boxes(html).filter(({ html: box }) => box.includes('class="reach"'));
      const bare = whole.filter(({ html: box }) => !saysFacts(box));
      expect([path, bare.length <= 1, bare.every(({ links: [link] }) => words(said).includes(inOrder.find(({ handle }) => handle === link)!.name))]).toEqual([path, true, true]);
    }
  });
  test("somebody is told of in full: phone, another way, hours, anonymity, record and cost", () => {
    const isFull = ({ html, inOrder }: Told) => boxes(html).some(({ html: box, links: [link] }) =>
      saysReach(box) && saysFacts(words(toldIn(html)).includes(inOrder.find(({ handle }) => handle === link)!.name) ? box + toldIn(html) : box));
    expect(told.filter((one) => !isFull(one)).map(({ path }) => path)).toEqual([]);
    // The control: somebody without hours, or a card that says nothing of a record, is not told of in full.
    expect(told.map((one) => ({ ...one, html: one.html.replaceAll("Svarar", "") })).filter(isFull)).toEqual([]);
    expect(told.map((one) => ({ ...one, html: one.html.replaceAll("journal", "") })).filter(isFull)).toEqual([]);
  });
});

describe("how contacts are drawn", () => {
  const card = (id: string, kind: string, more: Partial<Service> = {}): Service => ({ id, name: id, kinds: [kind], level: "universal", anonymous: "yes", record: false, cost: "free", costNote: "", interpreter: true, ...more } as Service);
  const some = (count: number, kind: string, more: Partial<Service> = {}) => Array.from({ length: count }, (_, nth) => card(`${kind}${nth}`, kind, more));
  const shape = (services: Service[], most = 9) => groupsOf(services, most).map(({ kind, services: of, asCards }) => `${kind} ${of.length} ${asCards ? "cards" : "list"}`);

  test("two are cards, three are a list, and when all would be lists the shortest is cards", () => {
    expect(shape([...some(3, "rektor"), ...some(2, "elevhalsa")])).toEqual(["rektor 3 list", "elevhalsa 2 cards"]);
    expect(shape([...some(4, "rektor"), ...some(3, "elevhalsa")])).toEqual(["rektor 4 list", "elevhalsa 3 cards"]);
    expect(shape([])).toEqual([]);
  });
  test("of one kind, those for everybody and those for some stand apart", () => {
    expect(shape([...some(2, "elevhalsa"), card("narvaro", "elevhalsa", { level: "targeted" })])).toEqual(["elevhalsa 2 cards", "elevhalsa 1 cards"]);
    expect(shape([...some(2, "elevhalsa"), ...some(1, "bvc")], 1)).toEqual(["elevhalsa 2 cards"]);
  });
  test("for everybody first, otherwise as it stood; who is there for somebody in danger keeps the place", () => {
    const ids = universalFirst([card("shelter", "vald-nara", { level: "targeted" }), card("bup", "bup", { level: "targeted" }), card("bvc", "bvc"), card("lss", "lss", { level: "targeted" }), card("bris", "bris")]).map(({ id }) => id);
    expect(ids).toEqual(["shelter", "bvc", "bris", "bup", "lss"]);
  });
  test("the first card is told of, or the list before it when all in it say the same", () => {
    const of = (services: Service[]) => toldOf(groupsOf(services, 9));
    expect(of([...some(3, "rektor", { record: true }), ...some(1, "bvc")])).toMatchObject({ kind: "rektor", all: true });
    expect(of([...some(2, "rektor", { record: true }), card("other", "rektor"), ...some(1, "bvc")])).toMatchObject({ kind: "bvc", all: false, service: { id: "bvc0" } });
    expect(of([])).toBeUndefined();
  });
});
