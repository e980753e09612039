import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { verifyTrail } from "#src/platform/audit/verify.ts";
import { buildWorld, findBuildState } from "./build.ts";
import { buildStories } from "./build-stories.ts";
import { describeWorld, type DescribedChild, type DescribedWorld } from "./describe.ts";
import { dayIn, schedule } from "./builder/calendar.ts";

const BUILT_AT = new Date("2026-11-23T09:00:00+01:00");

let house: TestHouse;
let world: DescribedWorld;
let superuser: pg.Client;
beforeAll(async () => {
  house = await openTestHouse(BUILT_AT.toISOString());
  await buildStories({ world: house.world, house: house.house, database: house.database, at: BUILT_AT });
  world = await describeWorld({ world: house.world, house: house.house, owner: house.owner, at: BUILT_AT });
  const { host, port, admin } = inject("server");
  superuser = new pg.Client({ host, port, ...admin, database: String(house.owner.database) });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await house.close();
});

const childNamed = (handle: string): DescribedChild => world.children.find((one) => one.handle === handle)!;
const idOf = (handle: string): string => childNamed(handle).familyPath.split("/").at(-1)!;

type Row = { state: string; role: string; due: string | null; owner: boolean };
const matterAt = async (child: string, unit: string): Promise<Row[]> =>
  house.rows<Row>(`select m.state, m.role, m.due_on::text as due, m.owner_duty_id is not null as owner from kring.matter m join kring.unit u on u.id = m.unit_id
    where m.child_id = $1 and u.handle = $2 order by m.closed_at nulls first`, [idOf(child), unit]);
const count = async (sql: string, ...values: unknown[]): Promise<number> => (await house.rows<{ n: number }>(`select count(*)::int as n from ${sql}`, values))[0]!.n;

describe("every child stands where its story says", () => {
  test("Elis has been noticed, and nothing has been sent", async () => {
    expect(await matterAt("elis", "trollet")).toMatchObject([{ state: "noticed", role: "noticing" }]);
    expect(await count("kring.matter where child_id = $1", idOf("elis"))).toBe(1);
    expect(await count("kring.delivery where child_id = $1", idOf("elis"))).toBe(0);
  });

  test("Jonatan's plan is in its second version, and its follow-up is overdue", async () => {
    const [matter] = await matterAt("jonatan", "bvc-lessebo");
    expect(matter).toMatchObject({ state: "planned", role: "child-lead" });
    expect(matter!.due! < "2026-11-23").toBe(true);
    const versions = await house.rows("select v.number, v.state, v.follow_up_on::text as follow_up from kring.plan_version v join kring.plan p on p.id = v.plan_id where p.child_id = $1 order by v.number", [idOf("jonatan")]);
    expect(versions).toMatchObject([{ number: 1, state: "adopted" }, { number: 2, state: "adopted", follow_up: matter!.due }]);
    expect(await count("kring.delivery where child_id = $1 and kind = 'plan' and to_person_id is not null", idOf("jonatan"))).toBe(4);
    expect(await count("kring.measure_report r join kring.plan p on p.id = r.plan_id where p.child_id = $1", idOf("jonatan"))).toBe(8);
    for (const unit of ["glantan", "lessebo-familjestod", "logopedin"]) expect((await matterAt("jonatan", unit))[0]!.due).toBe(matter!.due);
  });

  test("Alma waits for one of her two guardians", async () => {
    expect(await matterAt("alma", "bvc-lessebo")).toMatchObject([{ state: "consent", role: "child-lead" }]);
    const answers = await house.rows("select a.answer, a.how from kring.consent c join kring.consent_answer a on a.consent_id = c.id where c.child_id = $1", [idOf("alma")]);
    expect(answers).toEqual([{ answer: "granted", how: "e-id" }]);
  });

  test("the hand-over of Noor waits for the head teacher, and the nurse still has her", async () => {
    expect(await house.rows("select kind, answer, asks from kring.delivery where child_id = $1 and kind = 'child-lead'", [idOf("noor")])).toEqual([{ kind: "child-lead", answer: null, asks: "accept" }]);
    expect(await matterAt("noor", "bvc-lessebo")).toMatchObject([{ state: "own-service", role: "child-lead" }]);
    expect(await matterAt("noor", "bergdala-skola")).toEqual([]);
  });

  test("Tyra's and Melker's matters were closed without a plan", async () => {
    for (const child of ["tyra", "melker"]) {
      expect(await count("kring.matter where child_id = $1 and state <> 'closed'", idOf(child))).toBe(0);
      expect(await count("kring.closing c join kring.matter m on m.id = c.matter_id where m.child_id = $1 and c.outcome = 'own-service'", idOf(child))).toBe(1);
      expect(await count("kring.plan where child_id = $1", idOf(child))).toBe(0);
    }
  });

  test("Priya's child exists without a number, and its questions are still to be answered", async () => {
    expect(await house.rows("select number_hash, born_on, expected_on::text as expected from kring.child where id = $1", [idOf("barnet-raman")])).toEqual([{ number_hash: null, born_on: null, expected: dayIn("2026-11-23", 74) }]);
    expect(await matterAt("barnet-raman", "mvc-almhult")).toMatchObject([{ state: "gathering", role: "child-lead" }]);
  });

  test("Tilde's plan is held by the school counsellor, after a no from another clinic", async () => {
    expect(await matterAt("tilde", "vaxjo-elevhalsan")).toMatchObject([{ state: "planned" }]);
    expect((await matterAt("tilde", "sjouddeskolan"))[0]).toMatchObject({ state: "following", role: "child-lead" });
    expect(await house.rows("select answer from kring.delivery where child_id = $1 and kind = 'plan-lead' order by at", [idOf("tilde")])).toEqual([{ answer: "returned" }, { answer: "accepted" }]);
    expect(await house.rows("select u.handle from kring.plan p join kring.matter m on m.id = p.holder_matter_id join kring.unit u on u.id = m.unit_id where p.child_id = $1", [idOf("tilde")])).toEqual([{ handle: "vaxjo-elevhalsan" }]);
  });

  test("Vidar's meeting lies ahead, and the association has not answered", async () => {
    expect(await matterAt("vidar", "markaryd-kaa")).toMatchObject([{ state: "meeting" }]);
    const invited = await house.rows("select u.handle, d.answer from kring.delivery d left join kring.unit u on u.id = d.to_unit_id where d.child_id = $1 and d.kind = 'invitation' order by u.handle nulls last", [idOf("vidar")]);
    expect(invited).toEqual([{ handle: "ik-granbarren-ungdomssektionen", answer: null }, { handle: "ungdomsmottagningen-ljungby", answer: "coming" }, { handle: null, answer: "coming" }]);
    expect(await count("kring.meeting x join kring.matter m on m.id = x.matter_id where m.child_id = $1 and x.state = 'called' and x.at > $2", idOf("vidar"), BUILT_AT)).toBe(1);
  });

  test("Sixten is the habilitation's, Ella's school goes on by itself, and Moa's signal waits", async () => {
    expect(await matterAt("sixten", "bvc-alvesta")).toMatchObject([{ state: "closed" }]);
    expect(await matterAt("sixten", "habiliteringen")).toMatchObject([{ state: "gathering", role: "child-lead" }]);
    expect(await matterAt("ella", "hyttebacksskolan")).toMatchObject([{ state: "own-service" }]);
    expect(await count("kring.decision d join kring.matter m on m.id = d.matter_id where m.child_id = $1", idOf("ella"))).toBe(2);
    expect(await matterAt("moa", "tingsryd-fritid")).toMatchObject([{ state: "passed-on" }]);
  });

  test("every open matter has an owner and a day, and only Jonatan's is late", async () => {
    expect(await count("kring.matter where closed_at is null and (owner_duty_id is null or due_on is null)")).toBe(0);
    expect(await house.rows("select distinct child_id as id from kring.matter where closed_at is null and due_on < '2026-11-23'")).toEqual([{ id: idOf("jonatan") }]);
  });
});

describe("it looks as if it had happened then", () => {
  test("everything lies before the building, in working hours and in order", async () => {
    const [span] = await house.rows<{ last: Date; early: number; late: number }>(`select max(at) as last,
      min(extract(hour from at at time zone 'Europe/Stockholm'))::int as early, max(extract(hour from at at time zone 'Europe/Stockholm'))::int as late from kring.audit_event`);
    expect(span!.last.getTime()).toBeLessThanOrEqual(BUILT_AT.getTime());
    expect(span!.early).toBeGreaterThanOrEqual(7);
    expect(span!.late).toBeLessThanOrEqual(18);
    expect(await count("kring.audit_event where event <> 'consent.answered' and extract(isodow from at at time zone 'Europe/Stockholm') > 5")).toBe(0);
    const numbers = await house.rows<{ number: string }>("select number from kring.matter order by opened_at");
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map(({ number }) => number).toSorted());
  });

  test("every act has a session of its own person that began shortly before", async () => {
    expect(await count(`kring.audit_event e where e.person_id is not null and not exists (select from kring.session s where s.person_id = e.person_id
      and left(encode(s.token_hash, 'hex'), 12) = e.session_ref and s.created_at between e.at - interval '30 minutes' and e.at)`)).toBe(0);
  });

  test("the letters of days long gone have left", async () => {
    expect(await count("kring.letter")).toBeGreaterThan(50);
    expect(await count("kring.letter where sent_at is null")).toBe(0);
  });

  test("a weekend moves back to the Friday for what has been, and on to the Monday for what lies ahead", () => {
    expect([-1, -2, -3, 5, 6, 7].map((day) => dayIn("2026-11-23", day))).toEqual(["2026-11-20", "2026-11-20", "2026-11-20", "2026-11-30", "2026-11-30", "2026-11-30"]);
    expect(dayIn("2026-11-22", 0)).toBe("2026-11-22");
  });

  test("a story keeps its own order, whatever the times of day, and never passes now", () => {
    const acts = [{ day: -1, from: "15:00", name: "meeting" }, { day: -1, name: "plan" }, { day: -5, name: "first" }, { day: 0, name: "today" }];
    const steps = schedule(acts, { builtOn: "2026-11-25", now: new Date("2026-11-25T07:00:00+01:00"), child: "x" });
    expect(steps.map(({ act }) => act.name)).toEqual(["first", "meeting", "plan", "today"]);
    const times = steps.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Date(times.at(-1)!)).toEqual(new Date("2026-11-25T07:00:00+01:00"));
  });

});

describe("nothing is given away", () => {
  test("the trail holds from the first line to the last", async () => {
    const { broken, lines } = await verifyTrail(superuser);
    expect(broken).toEqual([]);
    expect(lines).toBeGreaterThan(300);
  });

  /** Everything in every table, as text: sealed columns come out as hexadecimal. */
  async function dump(): Promise<string> {
    const tables = await house.rows<{ name: string }>("select relname as name from pg_class where relnamespace = 'kring'::regnamespace and relkind = 'r'");
    const texts: string[] = [];
    for (const { name } of tables) texts.push(...(await house.rows<{ t: string }>(`select t::text as t from kring."${name}" t`)).map(({ t }) => t));
    return texts.join("\n");
  }
  const hex = (text: string) => Buffer.from(text, "utf8").toString("hex");

  test("no sentence of any story and no name or number of any child or guardian can be read in the tables", async () => {
    const { stories, children, guardians } = house.world;
    const sentences = stories.flatMap(({ events }) => JSON.stringify(events).match(/[^"\\]{40,}/g) ?? []).map((text) => text.slice(0, 40));
    const people = [...guardians, ...children.filter((child) => child.born)].flatMap(({ given, family, identity }) => [`${given} ${family}`, identity]);
    const text = await dump();
    expect(sentences.length).toBeGreaterThan(250);
    expect([...sentences, ...people].filter((secret) => text.includes(secret) || text.includes(hex(secret)))).toEqual([]);
    // What is public can be read, so the search does find what is there.
    expect(text).toContain("BVC Lessebo");
  });

  const readingUnits = async (child: string) =>
    (await house.rows<{ name: string }>("select distinct u.name from kring.audit_event e join kring.unit u on u.id = e.unit_id where e.child_id = $1 and e.for_family", [idOf(child)])).map(({ name }) => name);

  test("each guardian sees the child's page, with somebody who has read, and nothing of how to reach the other", async () => {
    for (const guardian of house.world.guardians) {
      const own = guardian.children.filter(({ custody }) => custody !== "none");
      if (own.length === 0) {
        await expect(house.signIn(guardian.handle)).rejects.toThrow("not registered");
        continue;
      }
      const client = await house.signIn(guardian.handle);
      for (const { child } of own) {
        const page = await client.get(childNamed(child).familyPath);
        expect(page.status, `${guardian.handle} and ${child}`).toBe(200);
        const readers = page.text.split(/Vem har läst\?|Who has read\?/).at(-1)!;
        expect((await readingUnits(child)).filter((unit) => readers.includes(unit)), child).not.toEqual([]);
        const others = house.world.guardians.filter((one) => one !== guardian && one.children.some((tie) => tie.child === child));
        for (const { phone, email, identity } of others) for (const contact of [phone, email, identity]) expect(page.html.includes(contact), `${guardian.handle}: ${contact}`).toBe(false);
      }
      const strange = house.world.children.find(({ handle }) => !own.some(({ child }) => child === handle))!;
      expect((await client.get(childNamed(strange.handle).familyPath)).status).toBe(404);
    }
  });

  test("the parents of two children see both", async () => {
    const page = await (await house.signIn("sara")).get("/family");
    for (const child of ["elis", "tyra"]) expect(page.html).toContain(childNamed(child).familyPath);
  });
});

describe("the description of the world", () => {
  test("names everybody with a role in words, and every child with an age", () => {
    expect(world.people.find(({ handle }) => handle === "maja")).toEqual({
      handle: "maja", name: "Maja Lindqvist", number: "196101012380", role: "BVC-sjuksköterska", unit: "BVC Lessebo", branch: expect.any(String), authority: "Region Kronoberg", guardianOf: [],
    });
    expect(world.people.find(({ handle }) => handle === "sara")).toMatchObject({ role: "vårdnadshavare", guardianOf: ["elis", "tyra"] });
    expect(world.people.find(({ handle }) => handle === "roger")).toMatchObject({ guardianOf: [] });
    expect(world.children.map(({ age }) => age)).toEqual([4, 8, 5, 2, 6, 14, 10, null, 17, 1, 12, 7]);
  });

  test("leads whoever is next to a page that opens", async () => {
    for (const { handle, next } of world.children) {
      for (const { who, path } of next) {
        const page = await (await house.signIn(who)).get(path);
        expect(page.status, `${handle}: ${who} ${path}`).toBe(200);
      }
    }
    expect(childNamed("noor").path).toMatch(/^\/deliveries\//);
    expect(childNamed("elis").path).toMatch(/^\/matters\//);
    expect(childNamed("alma").path).toBe(childNamed("alma").familyPath);
  });
});

describe("the first start", () => {
  test("builds an empty database once; half a world is refused, and what somebody else has filled is left alone", async () => {
    const other = await openTestHouse(BUILT_AT.toISOString());
    const building = { world: other.world, house: other.house, database: other.database, owner: other.owner, at: BUILT_AT };
    const mark = (event: string) => other.database.withActor({ at: BUILT_AT }, event, async ({ audit }) => audit({ event, outcome: "granted" }));
    // A test database has its organisations from elsewhere, and nothing says that a world was begun in it.
    expect(await buildWorld(building)).toBe("foreign");
    expect(await findBuildState({ ...other.owner, database: "postgres" })).toBe("empty");
    await mark("world.begun");
    expect(await findBuildState(other.owner)).toBe("begun");
    await expect(buildWorld(building)).rejects.toThrow("never finished");
    await mark("world.built");
    expect(await buildWorld(building)).toBe("built");
    expect((await other.rows("select id from kring.matter"))).toEqual([]);
    await other.close();
  });
});
