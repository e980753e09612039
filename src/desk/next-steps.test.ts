import { afterAll, beforeAll, expect, test } from "vitest";
import { openToldHouse, type TestHouse } from "#test/house.ts";
import { listMatters, listNextSteps, nextStepIn, nextStepOf, type Matter, type Next } from "../matter/index.ts";
import { cards } from "../overview/index.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openToldHouse();
});
afterAll(() => house.close());

type Working = { readonly handle: string; readonly unit: string; readonly matter: string; readonly state: string };

/** Everybody who works with a matter, in the duty they do it in. */
async function everybody(): Promise<Working[]> {
  const rows = await house.rows<Omit<Working, "handle"> & { hash: string }>(`
    select encode(p.number_hash, 'hex') as hash, u.handle as unit, m.id as matter, m.state from kring.person p join kring.duty d on d.person_id = p.id join kring.unit u on u.id = d.unit_id
    join kring.assignment a on a.duty_id = d.id join kring.matter m on m.id = a.matter_id where m.closed_at is null order by m.opened_at`);
  const handles = new Map(house.world.staff.map(({ handle, identity }) => [house.house.keys.numberHash(identity).toString("hex"), handle]));
  return rows.map((row) => ({ ...row, handle: handles.get(row.hash)! }));
}

type Told = { readonly matter: Matter; readonly onList: Next; readonly onPage: Next };

/** The next step of every matter of somebody's, as the list tells it and as the matter's own page does. */
const toldTo = ({ handle, unit }: Pick<Working, "handle" | "unit">): Promise<Told[]> =>
  house.as(handle, async (hand) => {
    const matters = await listMatters(hand.tx, hand.house.keys);
    const [steps, pages] = await Promise.all([listNextSteps(cards, { ...hand, matters }), Promise.all(matters.map((matter) => Promise.all(cards.map((card) => card.load({ ...hand, matterId: matter.id })))))]);
    return matters.map((matter, nth) => ({ matter, onList: steps[nth]!, onPage: nextStepIn(pages[nth]!, matter) }));
  }, unit);

async function told(): Promise<Told[]> {
  const duties = new Map((await everybody()).map(({ handle, unit }) => [`${handle} ${unit}`, { handle, unit }]));
  const all: Told[] = [];
  for (const duty of duties.values()) all.push(...(await toldTo(duty)));
  return all;
}

/** A guardian of a matter's child says something to whoever works with it. */
async function says(matter: string): Promise<void> {
  const [row] = await house.rows<{ child: string; hash: string }>(
    "select m.child_id as child, encode(p.number_hash, 'hex') as hash from kring.matter m join kring.guardianship g on g.child_id = m.child_id join kring.person p on p.id = g.person_id where m.id = $1 limit 1", [matter]);
  const guardian = await house.signIn(house.world.guardians.find(({ identity }) => house.house.keys.numberHash(identity).toString("hex") === row!.hash)!.handle);
  await guardian.submit(await guardian.get(`/family/${row!.child}/words`), { to: matter, words: "Det går bättre nu." }, "/words");
}

test("the list tells every matter's next step as its own page does", async () => {
  const all = await told();
  expect(all.map(({ onList }) => onList)).toEqual(all.map(({ onPage }) => onPage));
  // The state alone would have told something else of many.
  expect(all.filter(({ matter, onPage }) => onPage.what !== nextStepOf(matter).what).length).toBeGreaterThan(all.length / 3);
});

test("also of what has been begun, or said by the family", async () => {
  const of = async (state: string) => (await everybody()).find((one) => one.state === state)!;
  const [noticed, planned] = [await of("noticed"), await of("planned")];
  const [begins, writes] = [await house.signIn(noticed.handle, noticed.unit), await house.signIn(planned.handle, planned.unit)];
  const passOn = await begins.get(`/matters/${noticed.matter}/pass-on`);
  await begins.submit(passOn, { to: /name="to" value="(unit:[^"]+)"/.exec(passOn.html)![1]!, items: [/name="items" value="([^"]+)"/.exec(passOn.html)![1]!] }, "/pass-on");
  await writes.submit(await writes.get(`/matters/${planned.matter}/plan/versions/new`), {}, "/versions/new");
  await says((await of("following")).matter);
  const all = await told();
  expect(all.map(({ onList }) => onList)).toEqual(all.map(({ onPage }) => onPage));
  const whats = new Set(all.map(({ onList }) => onList.what));
  for (const what of ["next.family-words", "plan.next.version"]) expect(whats).toContain(what);
  expect([...whats].some((what) => what.endsWith(".pass-on"))).toBe(true);
});
