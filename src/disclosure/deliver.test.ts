import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { matterOf, openIn, well } from "#test/plan-stage.ts";
import { listGuardians } from "../child/index.ts";
import type { Hand } from "../house.ts";
import { listUnits } from "../organisation/index.ts";
import { deliver, findContent, type Delivering } from "./index.ts";

let house: TestHouse;
let matterId: string;
beforeAll(async () => {
  house = await openTestHouse();
  matterId = (await house.as("anna", (hand) => openIn(hand, { state: "noticed", role: "noticing" }))).id;
});
afterAll(() => house.close());

const parcel = {
  kind: "information", what: ["contact", "learning"], why: "Så att ni vet", sections: [{ topic: "learning", heading: "Samlingen", text: "Elis håller för öronen." }],
  standing: { ground: "general-clause", catalogueVersion: "2026-11-22" }, decision: { answers: { why: "Det väger över" } },
} as const satisfies Partial<Delivering>;

async function to(hand: Hand, name: string): Promise<Pick<Delivering, "matter" | "receiver">> {
  const unit = (await listUnits(hand.tx)).find((one) => one.name === name)!;
  return { matter: await matterOf(hand, matterId), receiver: { unit: unit.id, branch: unit.branchId, kind: unit.kind } };
}
async function toSara(hand: Hand): Promise<Pick<Delivering, "matter" | "receiver">> {
  const matter = await matterOf(hand, matterId);
  const sara = (await listGuardians(hand.tx, hand.house.keys, { child: matter.childId, today: hand.today })).find(({ name }) => name === "Sara Holm")!;
  return { matter, receiver: { person: sara.personId } };
}
const asParty = { ground: "party", catalogueVersion: "2026-11-22" };
const letters = async () => (await house.rows<{ n: number }>("select count(*)::int as n from kring.letter"))[0]!.n;

test("a delivery is two sealed copies and a notice to whoever receives there; how it was decided stays with the sender", async () => {
  const before = await letters();
  const id = well(await house.as("anna", async (hand) => deliver(hand, { ...parcel, ...(await to(hand, "BVC Lessebo")) })));
  expect(await letters()).toBe(before + 1);
  const [own, theirs] = await Promise.all([house.as("anna", (hand) => findContent(hand.tx, hand.house.keys, id)), house.as("maja", (hand) => findContent(hand.tx, hand.house.keys, id))]);
  expect([own?.decision, theirs?.decision]).toEqual([{ answers: { why: "Det väger över" } }, undefined]);
  expect([theirs?.from.name, theirs?.child.number, theirs?.sections]).toEqual(["Anna Karlsson", "202210142390", [...parcel.sections]]);
  expect(await house.as("ebba", (hand) => findContent(hand.tx, hand.house.keys, id))).toBeUndefined();
});

test("an association, which no secrecy law binds, gets the name and not the identity number", async () => {
  const id = well(await house.as("anna", async (hand) => deliver(hand, { ...parcel, ...(await to(hand, "Bruksorternas IF, ungdomssektionen")) })));
  const theirs = await house.as("gittan", (hand) => findContent(hand.tx, hand.house.keys, id));
  expect([theirs?.child.name, theirs?.child.number]).toEqual(["Elis Holm", undefined]);
});

test("nothing is delivered without words, to a unit where nobody receives, or to a unit on a person's right", async () => {
  await house.rows("update kring.duty set leads = false where unit_id = (select id from kring.unit where handle = 'lessebo-kaa')");
  const kaa = (await house.rows<{ name: string }>("select name from kring.unit where handle = 'lessebo-kaa'"))[0]!.name;
  await house.as("anna", async (hand) => {
    expect(await deliver(hand, { ...parcel, ...(await to(hand, "BVC Lessebo")), sections: [] })).toEqual({ refused: "delivery.nothing" });
    expect(await deliver(hand, { ...parcel, ...(await to(hand, kaa)) })).toEqual({ refused: "delivery.nobody-there", details: { unit: kaa } });
    expect(await deliver(hand, { ...parcel, ...(await to(hand, "BVC Lessebo")), standing: asParty })).toEqual({ refused: "delivery.no-ground" });
  });
});

test("a unit said to lie in another branch than it does is no receiver", async () => {
  await house.as("anna", async (hand) => {
    const [bvc, school] = await Promise.all([to(hand, "BVC Lessebo"), to(hand, "Bergdala skola")]);
    const forged = { ...bvc.receiver, branch: (school.receiver as { branch: string }).branch } as Delivering["receiver"];
    expect(await deliver(hand, { ...parcel, matter: bvc.matter, receiver: forged })).toEqual({ refused: "delivery.no-receiver" });
  });
});

test("a guardian gets a copy, until the matter is kept from her; a grown-up who is no guardian never does", async () => {
  await house.as("anna", async (hand) => {
    expect(typeof (await deliver(hand, { ...parcel, ...(await toSara(hand)), standing: asParty }))).toBe("string");
    const matter = await matterOf(hand, matterId);
    expect(await deliver(hand, { ...parcel, matter, receiver: { person: hand.actor.personId }, standing: asParty })).toEqual({ refused: "delivery.no-receiver" });
  });
  await house.rows("insert into kring.withholding (id, child_id, matter_id, branch_id, person_id, ground, sealed, by_duty, at) select gen_random_uuid(), m.child_id, m.id, m.branch_id, null, 'OSL 12:3', '\\x00', m.owner_duty_id, m.opened_at from kring.matter m where m.id = $1", [matterId]);
  await house.as("anna", async (hand) => expect(await deliver(hand, { ...parcel, ...(await toSara(hand)), standing: asParty })).toEqual({ refused: "delivery.withheld" }));
});
