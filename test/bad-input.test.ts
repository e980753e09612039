import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allRoutes } from "#src/routes.ts";
import type { Client } from "./client.ts";
import { openToldHouse, type TestHouse } from "./house.ts";
import { askedAtBvc } from "./proposal-stage.ts";

// What people paste, what goes wrong on the way, and what somebody tries on purpose.
const STRANGE = [
  "", " ", "0", "-1", "1e309", "NaN", "null", "undefined", "true", "2026-02-30", "9999-99-99", "19900101-0000", "20221014-2390 ; drop table kring.matter",
  "' or '1'='1", "\"><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}${7*7}#{7*7}", "../../../../etc/passwd", "\u0000\u0001\u0007", "\ufeff\u200b\u200d",
  "مرحبا بكم في كرينغ", "\u202eRÖST\u202c", "👩‍👩‍👧‍👦🧒🏽", "Åäö é ñ ç ß ŋ", "𝕋𝕖𝕤𝕥", "z̷̨̛a̶̡l̵g̴o̶", "a".repeat(5_000), "ordordord ".repeat(400), "\r\n\r\n\t", "%00%0d%0aSet-Cookie: x=1", "=cmd|' /C calc'!A0",
];

let house: TestHouse;
let ids: Record<string, string>;
let ofGroups: Record<string, string>;
let people: { staff: Client; asked: Client; keeper: Client; registers: Client; guardian: Client };
beforeAll(async () => {
  house = await openToldHouse();
  const [row] = await house.rows<Record<string, string>>(`
    with m as (select m.* from kring.matter m join kring.unit u on u.id = m.unit_id join kring.child c on c.id = m.child_id where u.handle = 'bvc-lessebo' and c.number_hash = $1 order by m.opened_at desc limit 1)
    select m.id as matter, m.child_id as child, (select id from kring.delivery where received_matter_id = m.id limit 1) as delivery, (select id from kring.consent where matter_id = m.id limit 1) as consent,
      (select id from kring.meeting where matter_id = m.id limit 1) as meeting from m`, [house.house.keys.numberHash("202109172391")]);
  ids = row!;
  ofGroups = (await house.rows<Record<string, string>>(`
    select g.id as group, (select x.id from kring.group_meeting x where x.group_id = g.id and x.state = 'called') as meeting, (select m.id from kring.group_member m where m.group_id = g.id and m.task = 'member' limit 1) as member,
      (select a.id from kring.group_action a limit 1) as action,
      (select id from kring.undertaking where state = 'proposed') as point, (select id from kring.goal limit 1) as goal, (select i.id from kring.goal_indicator i join kring.agreement_party p on p.id = i.party_id where p.board = 'Folkhälsonämnden' limit 1) as indicator,
      (select id from kring.year_duty where month = 11) as duty from kring.cooperation_group g where g.kind = 'steering'`))[0]!;
  people = { staff: await house.signIn("maja"), asked: await house.signIn("lotta"), keeper: await house.signIn("ingrid"), registers: await house.signIn("hugo"), guardian: await house.signIn("linda") };
  ids["proposal"] = await askedAtBvc(house, people.staff, ids["matter"]!);
  const file = "id;gren;namn;ort;telefon\n1;Skolan i Degerfors;Nyängsskolan;Svartå;031-3900690";
  ids["intake"] = (await people.registers.attach(await people.registers.get("/register/degerfors/read"), { kind: "units" }, { file })).path.split("/").at(-1)!;
  await people.staff.post("/contact-me/parent?service=bvc-lessebo", { once: randomUUID(), reach: "070-174 06 05" });
  ids["visit"] = (await house.rows<{ id: string }>("select id from kring.visit where state = 'asked'"))[0]!.id;
  ids["unit"] = (await house.rows<{ id: string }>("select unit_id as id from kring.visit_offer o join kring.unit u on u.id = o.unit_id where u.handle = 'ungdomens-hus-degerfors'"))[0]!.id;
  ids["party"] = (await house.rows<{ id: string }>("select id from kring.agreement_party where board = 'Folkhälsonämnden'"))[0]!.id;
  ids["request"] = (await house.rows<{ id: string }>("select id from kring.contact_request"))[0]!.id;
});
afterAll(() => house.close());

const NAMED: Readonly<Record<string, string>> = { perspective: "child", guide: "degerfors", agreement: "degerforsmodellen", register: "degerfors", who: "young", reference: "ABCDE-FGHJK" };
/** A card that somebody ends is not the one that everything else is tried on. */
const cardFor = (path: string) => (path.endsWith("/end") ? "gryningen" : "bvc-degerfors");
const addressOf = (path: string) => path.replaceAll(/:(\w+)/g, (_, name: string) => (name === "service" ? cardFor(path) : (NAMED[name] ?? (isOfGroups(path) ? ofGroups : ids)[name] ?? randomUUID())));
/** The names a form asks for, read from the page itself. */
const namesOn = (html: string) => [...new Set([...html.matchAll(/<(?:input|textarea|select)[^>]*\bname="([^"]+)"/g)].map((match) => match[1]!))].filter((name) => name !== "once");

const isOfGroups = (path: string): boolean => /^\/(groups|agreements\/:agreement\/(groups|plan|goals|year))\//.test(path);

const forms = allRoutes.filter(({ methods }) => methods.includes("POST"));

describe.each(forms.map((route) => [route.path, route] as const))("%s", (path, { access, area }) => {
  test("whatever is written, the answer is a page and never a fault, and nothing runs", async () => {
    const who = /^\/(network|visits|agreements|groups)\//.test(path) ? people.keeper : path.startsWith("/register/") ? people.registers : area === "family" ? people.guardian : access === "proposal.decide" ? people.asked : people.staff;
    const drawn = await who.get(addressOf(path));
    expect(drawn.status).toBeLessThan(500);
    const names = namesOn(drawn.html);
    for (let round = 0; round < 12; round += 1) {
      const filled = Object.fromEntries(names.map((name, nth) => [name, STRANGE[(round * 7 + nth * 5) % STRANGE.length]!]));
      const page = await who.post(addressOf(path), { ...filled, once: randomUUID() });
      expect(page.status, JSON.stringify(filled).slice(0, 300)).toBeLessThan(500);
      expect(page.html).not.toContain("<script>alert(1)</script>");
      expect(page.html).not.toContain("<img src=x");
      expect(page.headers.get("set-cookie")).toBeNull();
    }
  });
});

test("a million characters in every field of the first form come back, each one", async () => {
  const page = await people.staff.get("/signals/new");
  const names = namesOn(page.html).filter((name) => /seen|told/.test(name));
  const long = "é".repeat(500_000);
  const answer = await people.staff.post("/signals/new", { once: randomUUID(), ...Object.fromEntries(names.map((name) => [name, long])) });
  expect(answer.status).toBe(422);
  expect(answer.html.split(long)).toHaveLength(names.length + 1);
});
