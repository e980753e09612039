import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, openIn } from "#test/plan-stage.ts";
import { asked, CHILD, dutyId, noticed, upToAsking } from "#test/proposal-stage.ts";
import { findMatter } from "../matter/index.ts";
import { listUnits } from "../organisation/index.ts";
import { addSignal } from "../signal/index.ts";
import { beginDeciding } from "./proposal-store.ts";

let house: TestHouse;
let anna: Client;
let helena: Client;
let matter: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.advance(3);
  matter = await noticed(house);
  [anna, helena] = await Promise.all([house.signIn("anna"), house.signIn("helena", "trollet")]);
});
afterEach(() => house.rows("update kring.matter set closed_at = opened_at, state = 'closed'"));

const sent = async () => (await house.rows<{ n: number }>("select count(*)::int as n from kring.delivery where matter_id = $1 and decision = 'sent'", [matter]))[0]!.n;
const stateOf = async (id: string) => (await house.rows<{ state: string }>("select state from kring.proposal where id = $1", [id]))[0]!.state;
const decide = async (client: Client, id: string): Promise<Page> => client.submit(await client.get(`/proposals/${id}/decide`), {}, "/decide");
/** A page as others would see it: without the address, and without who is signed in. */
const besides = (page: Page) => page.text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");

describe("who may not", () => {
  test("whoever asked never decides herself, by no address and not in the database", async () => {
    const id = await asked(house, anna, { matter });
    for (const page of ["decide", "decline"]) {
      expect((await anna.get(`/proposals/${id}/${page}`)).status, page).toBe(404);
      expect((await anna.post(`/proposals/${id}/${page}`, { reason: "x", once: crypto.randomUUID() })).status, page).toBe(404);
    }
    const forced = house.as("anna", (hand) => sql`update kring.proposal set state = 'approved', decided_at = kring.at() where id = ${id}::uuid`.execute(hand.tx));
    await expect(forced).rejects.toThrow("row-level security");
    expect(await house.as("anna", (hand) => beginDeciding(hand.tx, id))).toBe(false);
    expect([await stateOf(id), await sent()]).toEqual(["waiting", 0]);
    expect((await decide(helena, id)).path).toBe("/list?done=approved");
    expect(await sent()).toBe(1);
  });

  test("a colleague who was not asked, another branch and the family get the one answer for what does not exist", async () => {
    const id = await asked(house, anna, { matter });
    const unknown = "00000000-0000-4000-8000-000000000000";
    for (const [who, unit] of [["fatima", "glantan"], ["helena", "lessebo-elevhalsan"], ["maja", "bvc-lessebo"], ["sara", undefined]] as const) {
      const client = await house.signIn(who, unit);
      for (const page of ["", "/decide", "/decline", "/take-back", "/again"]) {
        const [there, nowhere] = [await client.get(`/proposals/${id}${page}`), await client.get(`/proposals/${unknown}${page}`)];
        expect([there.status, besides(there)], `${who} ${page}`).toEqual([404, besides(nowhere)]);
        if (page) expect((await client.post(`/proposals/${id}${page}`, { reason: "x", once: crypto.randomUUID() })).status, `${who} ${page}`).toBe(404);
      }
      expect(await house.as(who, async (hand) => (await hand.tx.selectFrom("proposal").select("id").where("id", "=", id).execute()).length, unit), who).toBe(0);
      expect((await client.get("/list")).text).not.toContain("ber dig besluta");
    }
    expect(await stateOf(id)).toBe("waiting");
    expect((await helena.get(`/proposals/${id}/decide`)).status).toBe(200);
  });

  test("a colleague who works with the child sees that it waits, may take it back, and cannot decide", async () => {
    const id = await asked(house, anna, { matter });
    await house.rows("insert into kring.assignment (id, matter_id, branch_id, duty_id, from_at) select gen_random_uuid(), m.id, m.branch_id, $2, m.opened_at from kring.matter m where m.id = $1", [matter, await dutyId(house, "fatima", "glantan")]);
    const fatima = await house.signIn("fatima");
    expect((await fatima.get(`/matters/${matter}`)).text).toContain("Väntar på beslut: Lämna signalen vidare");
    expect((await fatima.get(`/proposals/${id}`)).text).toContain(CHILD);
    expect((await fatima.get(`/proposals/${id}/decide`)).status).toBe(404);
    expect((await fatima.submit(await fatima.get(`/proposals/${id}/take-back`), {}, "/take-back")).heading).toBe("Får du lämna det här?");
    expect(await stateOf(id)).toBe("taken-back");
  });

  test("nobody outside the branch, and not the asker in another duty, can be named as who decides", async () => {
    const page = await upToAsking(house, anna, { matter });
    for (const [who, unit] of [["maja", "bvc-lessebo"], ["torbjorn", "bergdala-skola"], ["anna", "trollet"]] as const) {
      const forged = await anna.submit(page, { decider: await dutyId(house, who, unit) }, "/ask");
      expect([forged.status, forged.problems], who).toEqual([422, ["Välj ett av alternativen"]]);
    }
    for (const strange of ["\u0000", "' or '1'='1", "null", "x".repeat(5_000)]) expect((await anna.submit(page, { decider: strange }, "/ask")).status).toBe(422);
    await house.rows("insert into kring.duty (id, person_id, unit_id, branch_id, role, valid_from) select gen_random_uuid(), d.person_id, u.id, u.branch_id, d.role, d.valid_from from kring.duty d, kring.unit u where d.id = $1 and u.handle = 'glantan' and not exists (select from kring.duty x where x.person_id = d.person_id and x.unit_id = u.id)", [await dutyId(house, "anna", "trollet")]);
    const propose = async (decider: string) => house.as("anna", async (hand) => {
      const found = (await findMatter(hand.tx, hand.house.keys, matter))!;
      await sql`insert into kring.proposal (id, child_id, matter_id, branch_id, by_duty, decider_duty, way, ground, state, data_key, sealed, asked_at)
        values (gen_random_uuid(), ${found.childId}::uuid, ${matter}::uuid, ${found.branchId}::uuid, kring.duty_id(), ${decider}::uuid, 'deliver', 'no-harm', 'waiting', 'x', 'x', kring.at())`.execute(hand.tx);
    }, "trollet");
    for (const [who, unit] of [["maja", "bvc-lessebo"], ["anna", "glantan"]] as const) await expect(propose(await dutyId(house, who, unit)), who).rejects.toThrow("row-level security");
    await propose(await dutyId(house, "fatima", "glantan"));
    await house.rows("delete from kring.duty where id = $1", [await dutyId(house, "anna", "glantan")]);
    expect((await house.rows("select id from kring.proposal where matter_id = $1", [matter])).length).toBe(1);
  });

  test("nobody is asked to decide about the own child", async () => {
    const before = await upToAsking(house, anna, { matter });
    expect(before.html).toContain(await dutyId(house, "fatima", "glantan"));
    await house.rows(`insert into kring.guardianship (id, child_id, person_id, kind, custody, from_on, checked_at)
      select gen_random_uuid(), m.child_id, d.person_id, 'appointed', 'joint', '2026-01-01', m.opened_at from kring.matter m, kring.duty d where m.id = $1 and d.id = $2`, [matter, await dutyId(house, "fatima", "glantan")]);
    try {
      expect((await anna.get(before.path)).html).not.toContain(await dutyId(house, "fatima", "glantan"));
    } finally {
      await house.rows("delete from kring.guardianship where kind = 'appointed'");
    }
  });
});

describe("what beginning to decide opens", () => {
  const seen = (who: string, unit: string | undefined, proposal: string, begin: boolean) => house.as(who, async (hand) => {
    const begun = begin && (await beginDeciding(hand.tx, proposal));
    return { begun, matter: (await findMatter(hand.tx, hand.house.keys, matter)) !== undefined };
  }, unit);

  test("the matter, to the one asked, in that transaction alone", async () => {
    const id = await asked(house, anna, { matter });
    expect(await seen("helena", "trollet", id, false)).toEqual({ begun: false, matter: false });
    expect(await seen("helena", "trollet", id, true)).toEqual({ begun: true, matter: true });
    expect(await seen("helena", "trollet", id, false)).toEqual({ begun: false, matter: false });
    expect(await seen("fatima", "glantan", id, true)).toEqual({ begun: false, matter: false });
    expect(await seen("maja", "bvc-lessebo", id, true)).toEqual({ begun: false, matter: false });
  });

  test("naming somebody else's proposal in the settings opens nothing", async () => {
    const id = await asked(house, anna, { matter });
    const forged = (who: string, unit: string) => house.as(who, async (hand) => {
      await sql`select set_config('kring.deciding', ${id}, true)`.execute(hand.tx);
      return (await findMatter(hand.tx, hand.house.keys, matter)) !== undefined;
    }, unit);
    expect([await forged("fatima", "glantan"), await forged("maja", "bvc-lessebo"), await forged("helena", "trollet")]).toEqual([false, false, true]);
  });

  test("it closes with the decision, and nobody delivers in two names without one", async () => {
    const id = await asked(house, anna, { matter });
    await house.as("helena", async (hand) => {
      await beginDeciding(hand.tx, id);
      await sql`update kring.proposal set state = 'approved', decided_at = kring.at() where id = ${id}::uuid`.execute(hand.tx);
      expect(await findMatter(hand.tx, hand.house.keys, matter)).toBeUndefined();
    }, "trollet");
    await expect(house.rows("update kring.proposal set state = 'waiting', decided_at = null where id = $1", [id])).rejects.toThrow("a decision never changes");
    const inTwoNames = async (prepared: string | null) => house.as("anna", async (hand) => {
      const found = (await findMatter(hand.tx, hand.house.keys, matter))!;
      await sql`insert into kring.delivery (id, batch_id, child_id, matter_id, branch_id, to_branch_id, to_unit_id, kind, what, decision, ground, catalogue_version, decided_by, prepared_by, at)
        select gen_random_uuid(), gen_random_uuid(), ${found.childId}::uuid, ${matter}::uuid, ${found.branchId}::uuid, u.branch_id, u.id, 'information', '{contact}', 'sent', 'no-harm', 't', kring.duty_id(), ${prepared}::uuid, kring.at()
        from kring.unit u where u.handle = 'bvc-lessebo'`.execute(hand.tx);
    }, "trollet");
    await expect(inTwoNames(await dutyId(house, "helena", "trollet"))).rejects.toThrow("row-level security");
    await inTwoNames(null);
  });
});

describe("once, and of several at once one", () => {
  test("the same yes twice sends once: the same post leads where it led, another is told", async () => {
    const id = await asked(house, anna, { matter });
    const once = crypto.randomUUID();
    const [first, same] = [await helena.post(`/proposals/${id}/decide`, { once }), await helena.post(`/proposals/${id}/decide`, { once })];
    expect([first.location, same.location]).toEqual(["/list?done=approved", "/list?done=approved"]);
    for (const page of ["decide", "decline"]) {
      const other = await helena.post(`/proposals/${id}/${page}`, { once: crypto.randomUUID(), reason: "x" });
      expect([other.status, other.heading]).toEqual([409, "Det väntar inte längre på beslut"]);
    }
    expect(await sent()).toBe(1);
  });

  test("of a yes and a yes, and of a yes and a taking back at the same moment, one counts and the other is told", async () => {
    const twice = await asked(house, anna, { matter, way: "deliver" });
    const yes = await Promise.all([1, 2].map(() => helena.post(`/proposals/${twice}/decide`, { once: crypto.randomUUID() })));
    expect(yes.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(yes.filter(({ status }) => status !== 303).every(({ status, text }) => (status === 422 || status === 409) && text.includes("Det väntar inte längre på beslut"))).toBe(true);
    expect(await sent()).toBe(1);
    for (let round = 0; round < 4; round += 1) {
      const before = await sent();
      const id = await asked(house, anna, { matter, way: "deliver" });
      const answers = await Promise.all([helena.post(`/proposals/${id}/decide`, { once: crypto.randomUUID() }), anna.post(`/proposals/${id}/take-back`, { once: crypto.randomUUID() })]);
      expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
      const state = await stateOf(id);
      expect([state, await sent() - before]).toEqual(answers[0].status === 303 ? ["approved", 1] : ["taken-back", 0]);
      house.clock.advance(1);
    }
  });

  test("a yes and a no ask who you are again when the sign-in is older than five minutes", async () => {
    const id = await asked(house, anna, { matter });
    house.clock.advance(6);
    for (const page of ["decide", "decline"]) {
      const again = await helena.post(`/proposals/${id}/${page}`, { once: crypto.randomUUID(), reason: "x" });
      expect([again.status, again.location?.startsWith("/sign-in/again?to=")], page).toEqual([303, true]);
    }
    expect([await stateOf(id), await sent()]).toEqual(["waiting", 0]);
    expect((await decide(await house.signIn("helena", "trollet"), id)).path).toBe("/list?done=approved");
  });
});

describe("what has changed since it was asked", () => {
  const refusedWith = async (id: string, problem: string): Promise<Page> => {
    const page = await decide(helena, id);
    expect([page.status, page.problems]).toEqual([422, [problem]]);
    for (const said of ["Så kommer du vidare", "Nu går det inte att säga ja", "Säg nej"]) expect(page.text).toContain(said);
    expect([await stateOf(id), await sent()]).toEqual(["waiting", 0]);
    return page;
  };

  test("a consent taken back carries nothing; given again, it does", async () => {
    await house.rows("insert into kring.second_person_rule (branch_id, ground, from_on) select branch_id, 'consent', '2026-01-01' from kring.unit where handle = 'trollet'");
    const consent = await house.as("anna", async (hand) => {
      const [found, units] = await Promise.all([findMatter(hand.tx, hand.house.keys, matter), listUnits(hand.tx)]);
      return consentTo(hand, { matter: found!, receivers: [units.find(({ name }) => name === "BVC Lessebo")!.branchId], topics: ["contact", "learning", "safety"] });
    });
    try {
      const page = await anna.get(`/matters/${matter}/pass-on`);
      const [, item = ""] = /name="items" value="([^"]+)"/.exec(page.html) ?? [];
      const ask = await anna.submit(page, { to: /name="to" value="(unit:[^"]+)"/.exec(page.html)![1]!, items: [item] }, "/pass-on");
      expect(ask.heading).toBe("Be en kollega besluta");
      const alone = await anna.post(ask.path.replace(/\/ask$/, "/check"), { covered: "yes", once: crypto.randomUUID() });
      expect(alone.text).toContain("En kollega behöver också säga ja.");
      const after = await anna.submit(ask, { covered: "yes", decider: await dutyId(house, "helena", "trollet") }, "/ask");
      expect(after.path).toContain("done=asked");
      const [{ id }] = (await house.rows<{ id: string }>("select id from kring.proposal where matter_id = $1", [matter])) as [{ id: string }];
      house.clock.advance(1);
      const sara = await house.signIn("sara");
      await sara.submit(await sara.get(`/consents/${consent}/withdraw`), {}, "/withdraw");
      const refused = await refusedWith(id, "Det saknas ett samtycke för det här.");
      expect(refused.text).not.toContain("Sara Holm");
      house.clock.advance(1);
      await sara.submit(await sara.get(`/consents/${consent}/answer`), { intent: "granted" }, "/answer");
      expect((await decide(helena, id)).path).toBe("/list?done=approved");
      expect(await house.rows("select 1 from kring.delivery where matter_id = $1 and consent_id = $2 and prepared_by is not null", [matter, consent])).toHaveLength(1);
    } finally {
      await house.rows("delete from kring.second_person_rule where ground = 'consent'");
      await house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10");
    }
  });

  test("a matter that has gone on, and an asker who no longer works with it, stop a yes and not a no", async () => {
    const [passing, second] = [await asked(house, anna, { matter }), await asked(house, anna, { matter, way: "deliver" })];
    await house.rows("update kring.matter set state = 'following' where id = $1", [matter]);
    await refusedWith(passing, "Barnets ärende har gått vidare sedan Anna Karlsson frågade");
    await house.rows("update kring.matter set state = 'noticed' where id = $1", [matter]);
    await house.rows("update kring.assignment set until_at = $2 where matter_id = $1", [matter, house.clock.now()]);
    await refusedWith(second, "Anna Karlsson arbetar inte längre med barnet");
    const no = await helena.submit(await helena.get(`/proposals/${second}/decline`), { reason: "Anna har slutat." }, "/decline");
    expect([no.path, await stateOf(second), await sent()]).toEqual(["/list?done=declined", "declined", 0]);
    expect((await anna.get(`/proposals/${second}`)).status).toBe(404);
  });

  test("a colleague whose duty has ended has nothing to decide, and whoever asked is told to ask another", async () => {
    const id = await asked(house, anna, { matter });
    const duty = await dutyId(house, "helena", "trollet");
    await house.rows("update kring.duty set valid_until = $2 where id = $1", [duty, house.clock.now()]);
    try {
      expect((await helena.get(`/proposals/${id}/decide`)).status).toBe(404);
      expect((await helena.post(`/proposals/${id}/decide`, { once: crypto.randomUUID() })).status).toBe(404);
      expect(await sent()).toBe(0);
      expect((await anna.get(`/proposals/${id}`)).text).toContain("har inte kvar det uppdraget och kan inte besluta");
    } finally {
      await house.rows("update kring.duty set valid_until = null where id = $1", [duty]);
    }
    expect((await decide(await house.signIn("helena", "trollet"), id)).path).toBe("/list?done=approved");
  });
});

describe("whom the law names", () => {
  const POLICE = { need: "Polisen frågar var barnet är i dag.", "no-reasons-against": "yes", "no-health": "yes", why: "Det behövs för samarbetet." };
  const told = { seen: "Tyra har varit med när de äldre slåss på rasten.", childWords: "Jag vill inte.", told: "Jag berättade för Sara." };

  const tyra = () => house.as("ulrika", async (hand) => {
    const own = await openIn(hand, { number: "201808252389", state: "gathering", role: "party" });
    await addSignal(hand, { matterId: own.id, child: { id: own.childId, name: own.child.name }, words: told, areas: ["safety"], noticedOn: hand.today });
    return own.id;
  });

  test("the head teacher decides what a teacher proposes to the police; the family sees nothing of it", async () => {
    matter = await tyra();
    const [ulrika, torbjorn] = [await house.signIn("ulrika"), await house.signIn("torbjorn")];
    const page = await upToAsking(house, ulrika, { matter, way: "deliver", to: "polisen-vaxjo", ground: "lea-school", answers: POLICE });
    expect(page.text).toContain("Rektorn beslutar. Inget skickas innan dess");
    expect([...page.html.matchAll(/name="decider" value="([^"]+)"/g)].map((match) => match[1])).toEqual([await dutyId(house, "torbjorn", "bergdala-skola")]);
    const id = await asked(house, ulrika, { matter, way: "deliver", to: "polisen-vaxjo", ground: "lea-school", answers: POLICE, decider: await dutyId(house, "torbjorn", "bergdala-skola") });
    expect((await torbjorn.get(`/proposals/${id}/decide`)).text).toContain("På den här grunden visas den inte för familjen");
    expect((await decide(torbjorn, id)).path).toBe("/list?done=approved");
    expect(await house.rows("select not_for_guardians from kring.delivery where matter_id = $1", [matter])).toEqual([{ not_for_guardians: true }]);
    expect(await house.rows("select event from kring.audit_event where matter_id = $1 and for_family and event like 'proposal.%'", [matter])).toEqual([]);
    const sara = await house.signIn("sara");
    const [{ child }] = (await house.rows<{ child: string }>("select child_id as child from kring.matter where id = $1", [matter])) as [{ child: string }];
    expect((await sara.get(`/family/${child}`)).text).not.toMatch(/Polis|förslag att lämna/);
  });

  test("the head teacher decides alone on her own, unless the school lets nobody", async () => {
    matter = await house.as("torbjorn", async (hand) => {
      const own = await openIn(hand, { number: "201808252389", state: "gathering", role: "party" });
      await addSignal(hand, { matterId: own.id, child: { id: own.childId, name: own.child.name }, words: told, areas: ["safety"], noticedOn: hand.today });
      return own.id;
    });
    const torbjorn = await house.signIn("torbjorn");
    const alone = { matter, way: "deliver", to: "polisen-vaxjo", ground: "lea-school", answers: POLICE } as const;
    expect((await upToAsking(house, torbjorn, alone)).heading).toBe("Läs igenom innan du skickar");
    await house.rows("insert into kring.second_person_rule (branch_id, ground, from_on) select branch_id, 'lea-school', '2026-11-01' from kring.unit where handle = 'bergdala-skola'");
    try {
      expect((await upToAsking(house, torbjorn, alone)).text).toContain("Hos er ska också en kollega säga ja. Så har ni bestämt sedan 1 nov");
      const id = await asked(house, torbjorn, { ...alone, decider: await dutyId(house, "ulrika", "bergdala-skola") });
      expect((await decide(await house.signIn("ulrika"), id)).path).toBe("/list?done=approved");
      expect(await sent()).toBe(1);
    } finally {
      await house.rows("delete from kring.second_person_rule where ground = 'lea-school'");
    }
  });

  test("whom the authority has appointed decides for as long as that holds", async () => {
    matter = await house.as("robin", async (hand) => {
      const own = await openIn(hand, { number: "201808252389", state: "gathering", role: "party" });
      await addSignal(hand, { matterId: own.id, child: { id: own.childId, name: own.child.name }, words: told, areas: ["safety"], noticedOn: hand.today });
      return own.id;
    });
    const { "no-health": _, ...answers } = POLICE;
    const agneta = await dutyId(house, "agneta", "markaryd-fritid");
    const id = await asked(house, await house.signIn("robin"), { matter, way: "deliver", to: "polisen-vaxjo", ground: "lea-leisure", answers, decider: agneta });
    await house.rows("update kring.duty set appointed = false where id = $1", [agneta]);
    helena = await house.signIn("agneta");
    await refusedWithMandate(id);
    await house.rows("update kring.duty set appointed = true where id = $1", [agneta]);
    expect((await decide(helena, id)).path).toBe("/list?done=approved");
  });

  const refusedWithMandate = async (id: string) => {
    const page = await decide(helena, id);
    expect([page.status, page.problems, await sent()]).toEqual([422, ["Du får inte besluta själv på den här grunden."], 0]);
  };
});
