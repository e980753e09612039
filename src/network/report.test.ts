import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse("2026-11-21T09:00:00+01:00")));
afterAll(() => house.close());

const REPORT = "/services/bvc-degerfors/report";
const kept = () => house.rows<{ kind: string; said: string; by: string | null }>("select r.kind, r.said, r.by_duty as by from kring.service_report r join kring.service s on s.id = r.service_id where s.handle = 'bvc-degerfors' and r.settled_at is null order by r.at, r.id");

describe("anybody may say that a card is wrong, without signing in", () => {
  test("from the service's own page, and it lands with those who answer for the card", async () => {
    const visitor = house.visitor();
    const form = await visitor.get((await visitor.get("/services/bvc-degerfors")).link("Stämmer något inte?"));
    expect([form.heading, form.headers.get("set-cookie")]).toEqual(["Säg till om något är fel", null]);
    expect([form.link("112"), form.text]).toEqual(["tel:112", expect.stringContaining("läses inte genast")]);
    const after = await visitor.submit(form, { kind: "number", said: "Ingen svarar." });
    expect([after.path.split("?")[0], after.text]).toEqual(["/services/bvc-degerfors", expect.stringContaining("De som svarar för uppgifterna får veta")]);
    expect(await kept()).toEqual([{ kind: "number", said: "Ingen svarar.", by: null }]);
    const list = await (await house.signIn("gerd")).get("/list");
    expect(list.text).toMatch(/Numret går inte att ringa .*någon utifrån Ingen svarar\./);
    expect((await visitor.get("/services/bvc-degerfors")).text).not.toContain("Ingen svarar.");
  });

  test("nothing is asked that tells who it is, nothing about the sender is kept, and the line in the trail has no person", async () => {
    const names = [...(await house.visitor().get(REPORT)).html.matchAll(/name="([^"]+)"/g)].map((match) => match[1]);
    expect([...new Set(names)].filter((name) => !["viewport", "color-scheme", "lang", "guide", "once"].includes(name!))).toEqual(["kind", "said"]);
    const columns = await house.rows<{ column_name: string }>("select column_name from information_schema.columns where table_schema = 'kring' and table_name = 'service_report' order by 1");
    expect(columns.map(({ column_name: name }) => name)).toEqual(["at", "by_duty", "id", "kind", "said", "service_id", "settled_at", "settled_by"]);
    expect(await house.rows("select person_id, duty_id, session_ref, shown from kring.audit_event where event = 'visitor.reported' and outcome = 'granted'")).toEqual([{ person_id: null, duty_id: null, session_ref: null, shown: { service: "bvc-degerfors" } }]);
  });

  test("whoever has signed in and writes here is nobody either", async () => {
    const simon = await house.signIn("simon");
    await simon.submit(await simon.get(REPORT), { kind: "other", said: "Från en kollega." });
    expect((await kept()).find(({ said }) => said === "Från en kollega.")?.by).toBeNull();
  });

  test.each([["easy", "Det går inte att ringa numret"], ["en", "What is wrong?"], ["fi", "Mikä on väärin?"], ["ar", "ما الخطأ؟"], ["so", "Maxaa khaldan?"], ["fa", "چه چیزی اشتباه است؟"], ["ti", "እንታይ ተጋግዩ?"], ["uk", "Що не так?"]])(
    "in %s, and back in the same language", async (language, asked) => {
      const visitor = house.visitor();
      const form = await visitor.get(`${REPORT}?lang=${language}`);
      expect(form.text).toContain(asked);
      const after = await visitor.submit(form, { kind: "closed", said: "" });
      expect(after.path).toContain(`lang=${language}`);
    });

  test.each([[{ kind: "", said: "Ord" }], [{ kind: "gossip", said: "Ord" }], [{ kind: "other", said: "x".repeat(501) }], [{ kind: "other", said: "Jag heter 19900101-2384" }]])("what is wrong is said, what was written comes back, and nothing is kept: %o", async (filled) => {
    const before = await kept();
    const visitor = house.visitor();
    const page = await visitor.submit(await visitor.get(REPORT), filled);
    expect([page.status, page.problems.length]).toEqual([422, 1]);
    expect(page.html).toContain(filled.said);
    expect(await kept()).toEqual(before);
  });

  test("from another site, or about a card that is not there, nothing is taken", async () => {
    const visitor = house.visitor();
    const before = await kept();
    expect((await visitor.post(REPORT, { once: crypto.randomUUID(), kind: "other", said: "x" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    for (const handle of ["no-such", "%00", "..%2f"]) expect((await visitor.get(`/services/${handle}/report`)).status, handle).toBe(404);
    expect(await kept()).toEqual(before);
  });

  test("the same post twice is one report, and a thousand are twenty", async () => {
    const visitor = house.visitor();
    const form = await visitor.get("/services/steget/report");
    await visitor.submit(form, { kind: "other", said: "En gång." });
    await visitor.submit(form, { kind: "other", said: "En gång." });
    const count = async () => (await house.rows<{ n: number }>("select count(*)::int as n from kring.service_report r join kring.service s on s.id = r.service_id where s.handle = 'steget'"))[0]!.n;
    expect(await count()).toBe(1);
    for (let nth = 0; nth < 25; nth += 1) await visitor.submit(await visitor.get("/services/steget/report"), { kind: "other", said: `${nth}` });
    expect(await count()).toBe(20);
  });

  test("the program can neither read nor write reports for nobody, but through its one door", async () => {
    const [service] = await house.rows<{ id: string }>("select id from kring.service where handle = 'steget'");
    expect(await house.database.withoutActor((tx) => tx.selectFrom("service_report").select("id").execute())).toEqual([]);
    await expect(house.database.withoutActor((tx) => tx.insertInto("service_report").values({ id: crypto.randomUUID(), service_id: service!.id, at: new Date(), kind: "other", said: "x" }).execute())).rejects.toThrow(/permission denied|row-level/);
  });
});
