import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "#src/access/policy.ts";
import { allRoutes } from "#src/routes.ts";
import type { Client, Page } from "../client.ts";
import { openToldHouse, type TestHouse } from "../house.ts";
import { askedAtBvc } from "../proposal-stage.ts";

// Jonatan's way has come furthest: everything an address can name exists around him. Maja at BVC leads it, Linda is his mother.
const LINDA = "199001252387";

let house: TestHouse;
let own: Record<string, string>;
let foreign: Record<string, string>;
let askers: { visitor: Client; elsewhere: Client; right: Client; asked: Client; guardian: Client; stranger: Client };

const idsAround = async (identity: string, unit: string): Promise<Record<string, string>> => {
  const hash = house.house.keys.numberHash(identity);
  const [row] = await house.rows<Record<string, string>>(`
    with c as (select id from kring.child where number_hash = $1),
      m as (select m.id, m.child_id from kring.matter m join kring.unit u on u.id = m.unit_id join c on c.id = m.child_id where u.handle = $2 order by m.opened_at desc limit 1)
    select m.id as matter, m.child_id as child,
      (select d.id from kring.delivery d where d.received_matter_id = m.id order by d.at limit 1) as delivery,
      (select d.id from kring.delivery d where d.child_id = m.child_id and d.to_person_id = (select p.id from kring.person p where p.number_hash = $3) and d.kind = 'plan' order by d.at limit 1) as copy,
      (select x.id from kring.consent x where x.matter_id = m.id order by x.asked_at limit 1) as consent,
      (select x.id from kring.meeting x where x.matter_id = m.id limit 1) as meeting
    from m`, [hash, unit, house.house.keys.numberHash(LINDA)]);
  return row!;
};

/** Somebody wants a unit to get in touch. */
const askedToContact = async (service: string): Promise<string> => {
  await askers.visitor.post(`/contact-me/parent?service=${service}`, { once: randomUUID(), reach: "070-174 06 05" });
  return (await house.rows<{ id: string }>("select r.id from kring.contact_request r join kring.service s on s.id = r.service_id where s.handle = $1", [service]))[0]!.id;
};

beforeAll(async () => {
  house = await openToldHouse();
  own = await idsAround("202109172391", "bvc-lessebo");
  foreign = await idsAround("202410192385", "bvc-lessebo");
  const signedUp = await house.visitor().post("/activities/lugna-stunden/sign-up", { once: randomUUID(), name: "Mira", to: "mira@example.se", adults: "1", children: "0", said: "" });
  own["secret"] = /yours\/([\w-]+)/.exec(signedUp.location!)![1]!;
  askers = {
    visitor: house.visitor(), elsewhere: await house.signIn("ebba"), right: await house.signIn("maja"), asked: await house.signIn("lotta"),
    guardian: await house.signIn("linda"), stranger: await house.signIn("therese"),
  };
  own["proposal"] = await askedAtBvc(house, askers.right, own["matter"]!);
  foreign["proposal"] = await askedAtBvc(house, askers.right, foreign["matter"]!);
  own["request"] = await askedToContact("bvc-lessebo");
  foreign["request"] = await askedToContact("bvc-vaxjo");
});
afterAll(() => house.close());

/** What is named and not numbered: the same for everybody. */
const NAMED: Readonly<Record<string, string>> = { perspective: "child", number: "1", activity: "lugna-stunden", day: "2026-11-30", answer: "baby-sleep", topic: "school-start", segment: "1-5", service: "bvc-degerfors", guide: "degerfors", agreement: "degerforsmodellen", place: "familjecentralen", who: "parent", reference: "ABCDE-FGHJK" };

/** The address of a route with these ids; what has none of its own gets one that does not exist. */
const addressOf = (path: string, ids: Record<string, string>): string => path.replaceAll(/:(\w+)/g, (_, name: string) => NAMED[name] ?? ids[name] ?? randomUUID());

/** A route about a delivery in the family's own area is about the guardian's copy. */
const idsFor = (path: string, ids: Record<string, string>) => (path.startsWith("/family/") ? { ...ids, delivery: ids["copy"] ?? randomUUID() } : ids);

/** Whether every id of the address exists, so that the one it belongs to must get an answer. */
const isWhole = (path: string) => [...path.matchAll(/:(\w+)/g)].every((match) => ["matter", "child", "delivery", "proposal", "consent", "perspective", "request"].includes(match[1]!)) && !/\/check$/.test(path);

/** What a route is about, when it is about a child. Who may do what to a card of the network is told in src/network. */
const subject = (access: string) => {
  const rule = access in rules ? rules[access as keyof typeof rules] : undefined;
  return rule && rule.on !== "service" && rule.on !== "guide" ? rule : undefined;
};
const forFamily = (access: string) => subject(access)?.by.some((relation) => relation === "guardian" || relation === "addressed") ?? false;
const forStaff = (access: string) => subject(access)?.by.some((relation) => relation !== "guardian" && relation !== "addressed") ?? false;

/** What only the colleague who was asked may do is not for whoever works with the child. */
const forAsked = (access: string) => subject(access)?.by.every((relation) => relation === "asked") ?? false;

/** A post carries no once-id that counts: whoever may, is told that the form is incomplete, and nothing is done. */
const knock = (client: Client, method: string, path: string): Promise<Page> => (method === "GET" ? client.get(path) : client.post(path, { once: "none" }));

/** A page without the address it was asked for at, which the choice of language carries. */
const besidesAddress = (page: Page) => page.html.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");

describe.each(allRoutes.flatMap((route) => route.methods.map((method) => [method, route.path, route] as const)))("%s %s", (method, path, { access }) => {
  const address = () => addressOf(path, idsFor(path, own));

  test("somebody who has not signed in is sent to sign in, unless the page is for everybody", async () => {
    const page = await knock(askers.visitor, method, address());
    // A form for everybody that comes without anything filled in comes back.
    if (access === "public") expect(page.status).toBe(method === "POST" ? 422 : 200);
    else expect([page.status, page.location]).toEqual([303, expect.stringMatching(/^\/sign-in/)]);
  });

  if (!subject(access)) return;

  test("another branch, and a guardian of another child, cannot tell that it exists", async () => {
    for (const who of ["elsewhere", "stranger"] as const) expect((await knock(askers[who], method, address())).status, who).toBe(404);
  });

  test("whoever it is for gets an answer, and the family's own is not the staff's", async () => {
    const [right, guardian] = [await knock(forAsked(access) ? askers.asked : askers.right, method, address()), await knock(askers.guardian, method, address())];
    if (!forFamily(access)) expect(guardian.status, "guardian").toBe(404);
    if (forAsked(access)) expect((await knock(askers.right, method, address())).status, "whoever asked").toBe(404);
    if (!forStaff(access)) expect(right.status, "staff").toBe(404);
    // A step that is not due is explained (409), an incomplete post comes back (422), a page may lead on (303): never nothing.
    if (isWhole(path) && forStaff(access) && !path.startsWith("/family/")) expect([200, 303, 409, 422], "staff").toContain(right.status);
    if (isWhole(path) && forFamily(access) && path.startsWith("/family/")) expect([200, 303, 409, 422], "guardian").toContain(guardian.status);
  });

  test("another child's identifier in the address answers as one that does not exist, to the byte", async () => {
    const who = forStaff(access) ? askers.elsewhere : askers.guardian;
    const [other, unknown] = [await knock(who, method, addressOf(path, idsFor(path, foreign))), await knock(who, method, addressOf(path, {}))];
    expect([other.status, unknown.status]).toEqual([404, 404]);
    expect(besidesAddress(other)).toBe(besidesAddress(unknown));
  });
});

test("nothing that was knocked at in vain changed anything", async () => {
  const [row] = await house.rows<{ state: string; versions: number }>(
    "select m.state, (select count(*)::int from kring.plan_version v join kring.plan p on p.id = v.plan_id where p.child_id = m.child_id) as versions from kring.matter m where m.id = $1", [own["matter"]]);
  expect(row).toEqual({ state: "planned", versions: 2 });
});
