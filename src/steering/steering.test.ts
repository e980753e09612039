import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Filled, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { agendaFrom } from "./gathering.ts";
import { aboutSomebody, memberStep, seated, unseated, type Member } from "./steering.ts";

// The demo's steering group: Hugo is its chair, Magnus its secretary, Gerd a deputy. Leyla works at a party and is in no group. Maja works elsewhere.
const NOW = "2026-11-23T09:00:00+01:00";
const GROUPS = "/agreements/degerforsmodellen/groups";

describe("the rules", () => {
  const member = (id: string, task: Member["task"], more: Partial<Member> = {}): Member => ({ id, groupId: "g", partyId: `p-${id}`, dutyId: `d-${id}`, task, deputyFor: undefined, state: "accepted", ...more });

  test("the chair first, a deputy right after whom they stand in for, and nobody who has not said yes", () => {
    const all = [member("a", "member"), member("b", "deputy", { deputyFor: "c" }), member("c", "chair"), member("d", "member", { state: "invited" }), member("e", "member", { state: "left" })];
    expect(seated(all).map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(unseated(["a", "d"].map((id) => ({ id: `p-${id}`, authorityId: "", board: id, authority: "", signatory: undefined })), all).map(({ board }) => board)).toEqual(["d"]);
  });

  test.each([
    ["invited", { duty: "d-x", signs: false, holds: false }, "answer"], ["invited", { duty: "other", signs: false, holds: true }, "withdraw"], ["invited", { duty: "other", signs: true, holds: false }, undefined],
    ["accepted", { duty: "d-x", signs: false, holds: true }, "leave"], ["accepted", { duty: "other", signs: true, holds: false }, "recall"], ["accepted", { duty: "other", signs: false, holds: true }, undefined], ["left", { duty: "d-x", signs: true, holds: true }, undefined],
  ] as const)("a place that is %s, for %j: %s", (state, asker, step) => expect(memberStep(member("x", "member", { state }), asker)).toBe(step));

  test("what may be a child is asked about once more, what everybody knows is not, and a number never passes", () => {
    const known = ["Folkhälsonämnden, Karlskoga kommun", "Ingrid Hedlund"];
    expect(aboutSomebody({ a: "Vi hörde av Ingrid på Folkhälsonämnden." }, known, false)).toBeUndefined();
    expect(aboutSomebody({ a: "Vi pratade om Lisa." }, known, false)).toMatchObject({ refused: "steering.telling", details: { field: "anyway", words: "Lisa" } });
    expect(aboutSomebody({ a: "Vi pratade om Lisa." }, known, true)).toBeUndefined();
    expect(aboutSomebody({ a: "Bra", b: "Det gäller 20221014-2390" }, known, true)).toMatchObject({ refused: "steering.identity", details: { field: "b" } });
  });

  test.each([
    [{}, "steering.no-points"], [{ "who-0": "Ingrid" }, "steering.untitled"], [{ "title-0": "Mål", "long-0": "en kvart" }, "steering.minutes"], [{ "title-0": "Mål", "long-0": "0" }, "steering.minutes"],
  ])("an agenda of %j is refused: %s", (values, refused) => expect(agendaFrom([], values)).toMatchObject({ refused }));
  test("rows without a point are left out", () => expect(agendaFrom([], { "title-0": "Mål", "title-2": "Plan", "long-2": "20" })).toMatchObject([{ title: "Mål", minutes: undefined }, { title: "Plan", minutes: 20 }]));
});

let house: TestHouse;
let people: Record<"ingrid" | "magnus" | "hugo" | "mirjam" | "gerd" | "leyla" | "maja", Client>;
let group: string;
beforeAll(async () => {
  house = await openTestHouse(NOW);
  const [ingrid, magnus, gerd, leyla, maja] = await Promise.all(["ingrid", "magnus", "gerd", "leyla", "maja"].map((who) => house.signIn(who)));
  people = { ingrid: ingrid!, magnus: magnus!, gerd: gerd!, leyla: leyla!, maja: maja!, hugo: await house.signIn("hugo", "degerfors-skolkontoret"), mirjam: await house.signIn("mirjam", "degerfors-socialtjansten") };
  group = (await house.rows<{ id: string }>("select id from kring.cooperation_group where name = 'Styrgruppen'"))[0]!.id;
});
afterAll(() => house.close());
const unit = async (handle: string) => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;
const duty = async (who: string, at: string) => {
  const number = house.world.staff.find(({ handle }) => handle === who)!.identity;
  return (await house.rows<{ id: string }>("select d.id from kring.duty d join kring.person p on p.id = d.person_id join kring.unit u on u.id = d.unit_id where p.number_hash = $1 and u.handle = $2", [house.house.keys.numberHash(number), at]))[0]!.id;
};

describe("who reads what", () => {
  test("everybody who works at a party reads purpose, members and decisions; only the group reads the rest; others cannot tell it is there", async () => {
    const [leyla, gerd] = [await people.leyla.get(`/groups/${group}`), await people.gerd.get(`/groups/${group}`)];
    for (const page of [leyla, gerd]) expect(page.text).toMatch(/Styrgruppen.*Beslut 1.*Hugo Tell ordförande.*ersättare för Hedvig Thunell/);
    expect([leyla.text.includes("Fråga elevhälsan"), gerd.text.includes("Fråga elevhälsan")]).toEqual([false, true]);
    const closed = leyla.link(/sep/);
    const [theirs, ours] = [await people.leyla.get(closed), await people.gerd.get(closed)];
    expect([theirs.text.includes("inom två månader"), theirs.text.includes("saknar en ledare"), ours.text.includes("saknar en ledare")]).toEqual([true, false, true]);
    expect(ours.text).toMatch(/Lokalpolisområde Karlskoga–Degerfors ?Vilka ?ingen/);
    const [coming] = await house.rows<{ id: string }>("select id from kring.group_meeting where state = 'called'");
    expect([(await people.leyla.get(`/groups/${group}/meetings/${coming!.id}`)).status, (await people.gerd.get(`/groups/${group}/meetings/${coming!.id}`)).status]).toEqual([404, 200]);
    for (const path of [GROUPS, `/groups/${group}`, closed]) expect((await people.maja.get(path)).status, path).toBe(404);
  });

  test("row-level security says the same to whoever asks past the pages", async () => {
    const count = (who: string, table: string) => house.as(who, async ({ tx }) => (await tx.selectFrom(table as "group_point").select("id").execute()).length);
    expect(await Promise.all(["group_point", "group_action", "group_correction"].map((table) => count("leyla", table)))).toEqual([0, 0, 0]);
    expect(await count("leyla", "group_decision")).toBe(2);
    expect(await count("gerd", "group_point")).toBe(6);
    expect(await Promise.all(["cooperation_group", "group_member", "group_meeting", "group_decision"].map((table) => count("maja", table)))).toEqual([0, 0, 0, 0]);
  });
});

describe("coming into a group", () => {
  const member = (who: string) => house.rows<{ id: string; state: string }>("select m.id, m.state from kring.group_member m join kring.duty d on d.id = m.duty_id join kring.person p on p.id = d.person_id where m.group_id = $1 and p.number_hash = $2 order by m.invited_at", [group, house.house.keys.numberHash(house.world.staff.find(({ handle }) => handle === who)!.identity)]);
  const invite = async (by: Client, of: Filled): Promise<Page> => by.submit(await by.get(`/groups/${group}/members/new?unit=${await unit("bvc-degerfors")}`), { ...of }, "members/new?unit");

  test("only who holds the group invites, and nobody is in it before they have said yes themselves", async () => {
    expect([(await people.gerd.get(`/groups/${group}/members/new`)).status, (await people.leyla.get(`/groups/${group}/members/new`)).status]).toEqual([404, 404]);
    const sent = await invite(people.hugo, { duty: await duty("leyla", "bvc-degerfors"), task: "member" });
    expect(sent.text).toContain("Inbjudan är skickad");
    expect((await invite(people.hugo, { duty: await duty("leyla", "bvc-degerfors"), task: "member" })).status).toBe(422);
    const [coming] = await house.rows<{ id: string }>("select id from kring.group_meeting where state = 'called'");
    expect((await people.leyla.get(`/groups/${group}/meetings/${coming!.id}`)).status).toBe(404);
    expect((await people.leyla.get("/list")).text).toContain("Du är inbjuden till gruppen");
    expect((await people.gerd.get(`/groups/${group}`)).text).not.toContain("inbjuden");
    const [asked] = await member("leyla");
    for (const who of ["gerd", "mirjam"] as const) expect((await people[who].get(`/groups/${group}/members/${asked!.id}`)).status, who).toBe(404);
    expect((await people.hugo.post(`/groups/${group}/members/${asked!.id}`, { once: randomUUID(), intent: "accepted" })).location).toContain("withdrawn");
    expect((await member("leyla")).map(({ state }) => state)).toEqual(["withdrawn"]);
  });

  test("the answer is one's own, and the database holds it whatever is posted", async () => {
    await invite(people.hugo, { duty: await duty("leyla", "bvc-degerfors"), task: "member" });
    const asked = (await member("leyla")).at(-1)!;
    await expect(house.as("magnus", ({ tx }) => tx.updateTable("group_member").set({ state: "accepted", answered_at: new Date() }).where("id", "=", asked.id).execute())).rejects.toThrow("nobody answers for another");
    await expect(house.as("magnus", async ({ tx, actor }) => tx.insertInto("group_member").values({ id: randomUUID(), group_id: group, party_id: (await tx.selectFrom("agreement_party").select("id").executeTakeFirstOrThrow()).id, duty_id: await duty("maja", "bvc-lessebo"), task: "member", state: "invited", invited_by: actor.duty!.id, invited_at: new Date() }).execute())).rejects.toThrow("row-level security");
    const yes = await people.leyla.submit(await people.leyla.get(`/groups/${group}/members/${asked.id}`), { intent: "accepted" });
    expect([yes.text.includes("Välkommen till gruppen"), yes.text.includes("Leyla Demir")]).toEqual([true, true]);
    expect((await people.hugo.get(`/groups/${group}/members/${asked.id}`)).status).toBe(404);
    const hedvig = await house.signIn("hedvig", "vardcentralen-degerfors");
    expect((await hedvig.submit(await hedvig.get(`/groups/${group}/members/${asked.id}`), { intent: "recall" })).text).toContain("inte längre med");
    expect((await member("leyla")).at(-1)!.state).toBe("left");
  });

  test("a party that somebody has come from is not taken out of the agreement behind them", async () => {
    const [party] = await house.rows<{ id: string }>("select distinct p.id from kring.agreement_party p join kring.group_member m on m.party_id = p.id limit 1");
    await house.as("ingrid", ({ tx }) => tx.deleteFrom("agreement_party").where("id", "=", party!.id).execute());
    expect(await house.rows("select 1 from kring.agreement_party where id = $1", [party!.id])).toHaveLength(1);
  });

  test("whoever keeps the agreement begins a group, and two have not the same name", async () => {
    expect((await people.hugo.get(`${GROUPS}/new`)).status).toBe(404);
    const words = { kind: "working", name: "Småbarnsgruppen", purpose: "Stöd före sex år.", mandate: "Föreslår.", rhythm: "varannan månad" };
    const begun = await people.ingrid.submit(await people.ingrid.get(`${GROUPS}/new`), words);
    expect([begun.heading, begun.text.includes("Ännu ingen från")]).toEqual(["Småbarnsgruppen", true]);
    const again = await people.ingrid.submit(await people.ingrid.get(`${GROUPS}/new`), words);
    expect([again.status, again.html.includes("Stöd före sex år.")]).toEqual([422, true]);
    const edit = await people.ingrid.get(`${begun.path.split("?")[0]}/edit`);
    expect((await people.ingrid.submit(edit, { purpose: "Det gäller 20221014-2390" })).problems[0]).toContain("personnummer");
    expect((await people.ingrid.submit(edit, { intent: "end" })).text).toContain("Gruppen avslutades");
    expect((await people.ingrid.submit(edit, { name: "Något annat" })).html).toContain("Småbarnsgruppen");
  });
});

describe("a meeting, from call to closed minutes", () => {
  let path: string;
  const CALL = { on: "2026-11-30", from: "10", to: "11.30", place: "Skolkontoret", "title-0": "Våren", "who-0": "Magnus Bergh", "long-0": "30", "title-1": "Övrigt" };
  const call = async (more: Filled = {}) => people.magnus.submit(await people.magnus.get(`/groups/${group}/meetings/new`), { ...CALL, ...more });

  test("is called with time, place and agenda, and stands on the list of everybody in the group", async () => {
    for (const [wrong, problem] of [[{ to: "09.00" }, "sluta efter"], [{ "title-0": "", "title-1": "" }, "saknar rubrik"], [{ "title-1": "Samtal om Lisa" }, "Lisa"], [{ "title-1": "20221014-2390" }, "personnummer"]] as const) expect((await call(wrong)).problems.join(), problem).toContain(problem);
    const called = await call();
    path = called.path.split("?")[0]!;
    expect(called.text).toMatch(/Alla i gruppen är kallade.*Möte, måndag 30 november 2026 Kl. 10:00–11:30.*Våren.*Magnus Bergh ?, 30 minuter.*Övrigt/);
    expect((await people.gerd.get("/list")).text).toMatch(/Styrgruppen Möte i gruppen.*30 nov/);
    expect((await people.leyla.get("/list")).text).not.toContain("Möte i gruppen");
  });

  test("comes into a calendar as it is called, and says so when it is moved or called off; nobody else fetches it", async () => {
    const cookie = (token: string) => ({ headers: { cookie: `kring=${token}` } });
    const file = `http://kring.test/groups/${group}/${path.split("/").at(-1)}.ics`;
    const read = async (who: string) => house.app.request(file, cookie(await house.tokenFor(who)));
    const event = async () => new ICAL.Component(ICAL.parse(await (await read("gerd")).text()) as unknown[]).getFirstSubcomponent("vevent")!;
    const first = await event();
    expect([String(first.getFirstPropertyValue("dtstart")), first.getFirstPropertyValue("location"), first.getFirstPropertyValue("sequence"), first.getFirstPropertyValue("description")]).toEqual(["2026-11-30T09:00:00Z", "Skolkontoret", 0, "1. Våren, Magnus Bergh, 30 minuter\n2. Övrigt"]);
    for (const who of ["leyla", "maja"]) expect((await read(who)).status, who).toBe(404);
    expect((await house.app.request(file)).status).toBe(404);
    const moved = await people.magnus.submit(await people.magnus.get(`${path}/edit`), { place: "Familjecentralen" });
    expect(moved.text).toContain("Familjecentralen");
    expect((await event()).getFirstPropertyValue("sequence")).toBe(1);
    const other = (await call({ on: "2026-12-14" })).path.split("?")[0]!;
    expect((await people.magnus.submit(await people.magnus.get(`${other}/edit`), { intent: "cancel" })).text).toContain("Mötet är inställt");
    expect((await people.magnus.get(`${other}/edit`)).status).toBe(404);
  });

  test("is minuted by who holds the group from its day on; what is taken on has somebody of the group and a day", async () => {
    expect((await people.magnus.get(`${path}/minutes`)).status).toBe(404);
    house.clock.set("2026-11-30T12:00:00+01:00");
    people.magnus = await house.signIn("magnus");
    const [form, stale] = [await people.magnus.get(`${path}/minutes`), await people.magnus.get(`${path}/minutes`)];
    const [point] = await house.rows<{ id: string }>("select p.id from kring.group_point p where p.title = 'Våren'");
    const of = (words: Record<string, string>) => Object.fromEntries(Object.entries(words).map(([name, value]) => [`${name}-${point!.id}`, value]));
    const [gerds] = await house.rows<{ id: string }>("select m.id from kring.group_member m where m.task = 'deputy'");
    for (const [wrong, problem] of [[{ action: "Ringa" }, "Välj vem"], [{ action: "Ringa", owner: await duty("gerd", "bvc-degerfors") }, "till när"], [{ notes: "Vi talade om Lisa." }, "Lisa"]] as const) {
      const refused = await people.magnus.submit(form, of(wrong));
      expect([refused.status, refused.problems.join()]).toEqual([422, expect.stringContaining(problem)]);
      expect(refused.html).toContain(Object.values(wrong)[0]);
    }
    expect((await people.magnus.submit(form, of({ action: "Ringa", owner: await duty("leyla", "bvc-degerfors"), due: "2026-12-04" }))).status).toBe(422);
    const saved = await people.magnus.submit(form, { present: gerds!.id, ...of({ notes: "Vi samlas i april, sa Ingrid.", decision: "Konferensen hålls i april.", action: "Boka lokal", owner: await duty("gerd", "bvc-degerfors"), due: "2026-12-04" }) });
    expect(saved.text).toMatch(/Protokollet är sparat.*inte justerat än.*Beslut Konferensen hålls i april.*Boka lokal/);
    expect((await people.magnus.submit(stale, of({ notes: "Sent." }))).html).toContain("Vi samlas i april");
    people.leyla = await house.signIn("leyla");
    expect([(await people.leyla.get(path)).status, (await people.leyla.get(`/groups/${group}`)).text.includes("Konferensen hålls")]).toEqual([404, false]);
  });

  test("is adjusted by somebody of the group who has not written it; then its decisions have numbers, and nothing of it changes", async () => {
    expect((await people.magnus.get(`${path}/adjust`)).status).toBe(404);
    const hugo = await house.signIn("hugo", "degerfors-skolkontoret");
    expect((await hugo.get("/list")).text).toContain("Protokollet väntar på att justeras");
    const closed = await hugo.submit(await hugo.get(`${path}/adjust`), {});
    expect(closed.text).toMatch(/Protokollet är justerat.*Beslut 3 Konferensen hålls i april/);
    expect((await people.leyla.get(path)).text).toContain("Beslut 3");
    for (const step of ["edit", "minutes", "adjust"]) expect((await hugo.get(`${path}/${step}`)).status, step).toBe(404);
    const id = path.split("/").at(-1)!;
    for (const change of ["update kring.group_meeting set place = 'x' where id = $1", "delete from kring.group_meeting where id = $1", "update kring.group_point set notes = 'x' where meeting_id = $1", "delete from kring.group_decision where meeting_id = $1", "update kring.group_action set what = 'x' where meeting_id = $1", "delete from kring.group_attendance where meeting_id = $1"])
      await expect(house.rows(change, [id]), change).rejects.toThrow("closed minutes never change");
    const added = await hugo.submit(await hugo.get(`${path}/correct`), { text: "Det ska vara maj." });
    expect(added.text).toMatch(/Tillägg.*Det ska vara maj/);
    expect((await people.leyla.get(`${path}/correct`)).status).toBe(404);
  });

  test("what somebody took on stands on their list until it is done, late when it is late, and is done by them", async () => {
    house.clock.set("2026-12-07T09:00:00+01:00");
    const [gerd, mirjam] = [await house.signIn("gerd"), await house.signIn("mirjam", "degerfors-socialtjansten")];
    const list = await gerd.get("/list");
    expect(list.text).toMatch(/Boka lokal.*Du har tagit på dig det här/);
    const action = list.link("Boka lokal");
    expect((await mirjam.get(action)).html).not.toContain("Det är gjort");
    await mirjam.post(action, { once: randomUUID() }).catch(() => undefined);
    expect(await house.rows("select 1 from kring.group_action where what = 'Boka lokal' and done_at is not null")).toEqual([]);
    expect((await gerd.submit(await gerd.get(action), {})).status).toBe(200);
    expect((await gerd.get("/list")).text).not.toContain("Boka lokal");
  });
});
