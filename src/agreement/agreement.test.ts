import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { endingOf, standingOf, type AgreementVersion } from "./agreement.ts";
import { compareSections, compareTexts } from "./compare.ts";

// The demo's agreement is dated from 20 November 2026: its second version applies until 19 April 2027.
const NOW = "2026-11-23T09:00:00+01:00";
const HERE = "/agreements/degerforsmodellen";

const version = (number: number, validFrom: string, validUntil: string, state: AgreementVersion["state"] = "adopted"): AgreementVersion =>
  ({ id: `v${number}`, number, state, validFrom, validUntil, sections: [], adoptedAt: undefined, version: 1 });

describe("how a version stands and when its end is near", () => {
  const versions = [version(2, "2026-08-01", "2027-04-19"), version(1, "2023-08-01", "2026-07-31")];

  test.each([["2026-07-31", "applies", "coming"], ["2026-08-01", "replaced", "applies"], ["2027-04-19", "replaced", "applies"], ["2027-04-20", "ended", "ended"]])("on %s the first %s and the second %s", (today, first, second) => {
    expect([standingOf({ versions }, versions[1]!, today), standingOf({ versions }, versions[0]!, today)]).toEqual([first, second]);
  });

  test.each([["2026-10-17", undefined], ["2026-10-18", "soon"], ["2027-01-17", "soon"], ["2027-01-18", "very-soon"], ["2027-04-19", "very-soon"], ["2027-04-20", "ended"]])("on %s: %s", (today, how) => {
    expect(endingOf({ versions }, today)?.how).toBe(how);
  });

  test("an adopted version that takes over ends the reminding, and a draft does not", () => {
    expect(endingOf({ versions: [version(3, "2027-04-20", "2030-04-19"), ...versions] }, "2027-02-01")).toBeUndefined();
    expect(endingOf({ versions: [version(3, "2027-04-20", "2030-04-19", "draft"), ...versions] }, "2027-02-01")?.how).toBe("very-soon");
  });
});

describe("two versions set against each other", () => {
  test("paragraph by paragraph, what was taken away before what was added", () => {
    expect(compareTexts("A\nB\n\nC", "A\nX\nC\nD")).toEqual([{ is: "same", text: "A" }, { is: "removed", text: "B" }, { is: "added", text: "X" }, { is: "same", text: "C" }, { is: "added", text: "D" }]);
    expect(compareTexts("", "")).toEqual([]);
  });

  test("only parts that differ, also in their heading, and parts that are gone last", () => {
    const part = (key: string, heading: string, text: string) => ({ key, heading, text, public: false });
    const compared = compareSections([part("a", "A", "1"), part("b", "B", "2"), part("c", "C", "3")], [part("a", "A", "1"), part("b", "Bee", "2"), part("d", "D", "4")]);
    expect(compared.map(({ key, headed }) => [key, headed])).toEqual([["b", "B"], ["d", undefined], ["c", undefined]]);
  });
});

describe("the agreement", () => {
  let house: TestHouse;
  beforeAll(async () => (house = await openTestHouse(NOW)));
  afterAll(() => house.close());
  const open = (number: number) => house.rows<{ state: string; text: string; version: number }>("select state, sections -> 0 ->> 'text' as text, version from kring.agreement_version where number = $1", [number]);

  test("is read by whoever works at a party, whole, and by nobody else; its public parts by anybody", async () => {
    const page = await (await house.signIn("gerd")).get(HERE);
    expect([page.status, page.text.includes("Folkhälsonämnden håller med en samordnare på heltid"), page.text.includes("Version 2")]).toEqual([200, true, true]);
    expect(page.html).not.toContain(`${HERE}/begin`);
    const [maja, visitor] = [await house.signIn("maja"), house.visitor()];
    expect([(await maja.get(HERE)).status, (await visitor.get(HERE)).location?.startsWith("/sign-in")]).toEqual([404, true]);
    expect((await maja.get("/agreements")).text).toContain("Ingen överenskommelse här");
    const open = await visitor.get("/cooperation/degerforsmodellen");
    expect([open.status, open.text.includes("Barnets bästa är utgångspunkten"), open.text.includes("heltid"), open.text.includes("Socialnämnden, Degerfors kommun")]).toEqual([200, true, false, true]);
    expect((await visitor.get("/cooperation/no-such")).status).toBe(404);
  });

  test("says what changed between its versions in words, not only by how it looks", async () => {
    const page = await (await house.signIn("gerd")).get(`${HERE}/compare`);
    expect(page.text).toContain("Borttaget: Folkhälsonämnden håller med en samordnare på halvtid.");
    expect(page.text).toContain("Tillagt: Folkhälsonämnden håller med en samordnare på heltid.");
    expect(page.html).not.toContain("Syfte och målgrupp");
    for (const odd of ["?from=7&to=2", "?from=x", "?to=-1"]) expect((await (await house.signIn("gerd")).get(`${HERE}/compare${odd}`)).status, odd).toBe(404);
  });

  test("comes on the list of those who keep it half a year before it ends, and on nobody else's", async () => {
    expect((await (await house.signIn("ingrid")).get("/list")).text).toContain("Slutar gälla om mindre än ett halvår");
    expect((await (await house.signIn("gerd")).get("/list")).text).not.toContain("Slutar gälla");
  });

  test("only who keeps it begins a version; nobody else sees the draft, and a number in it is refused with everything kept", async () => {
    const [ingrid, gerd] = [await house.signIn("ingrid"), await house.signIn("gerd")];
    for (const path of ["/begin", "/edit", "/send"]) expect((await gerd.post(`${HERE}${path}`, { once: randomUUID() })).status, path).toBe(404);
    const edit = await ingrid.submit(await ingrid.get(`${HERE}/begin`), {});
    expect(edit.text).toContain("Utkastet är påbörjat");
    const stale = await ingrid.get(`${HERE}/edit`);
    expect((await ingrid.submit(await ingrid.get(`${HERE}/begin`), {})).problems).toEqual(["En version är redan påbörjad"]);
    const refused = await ingrid.submit(edit, { "text-ground": "Det gäller 20221014-2390" });
    expect([refused.status, refused.problems[0], refused.html.includes("Det gäller 20221014-2390")]).toEqual([422, expect.stringContaining("personnummer"), true]);
    expect((await ingrid.submit(edit, { validUntil: "2020-01-01" })).problems[0]).toContain("Sista dagen");
    const saved = await ingrid.submit(edit, { "text-ground": "Ny grund.", "heading-ground": "Därför", validFrom: "2026-12-01", validUntil: "2029-11-30" });
    expect([saved.text.includes("Utkastet är sparat"), saved.text.includes("Därför")]).toEqual([true, true]);
    expect((await gerd.get(`${HERE}?version=3`)).status).toBe(404);
    expect((await ingrid.submit(stale, { "text-ground": "Något annat." })).html).toContain("Ny grund.");
    expect(await open(3)).toEqual([expect.objectContaining({ state: "draft", text: "Ny grund." })]);
  });

  const sign = async (who: string, unit: string) => {
    const signer = await house.signIn(who, unit);
    return signer.submit(await signer.get(`${HERE}/sign`), {});
  };

  test("is locked while it is signed; one who has changed their mind opens it again, and those who signed sign anew", async () => {
    const ingrid = await house.signIn("ingrid");
    await ingrid.submit(await ingrid.get(`${HERE}/send`), {});
    expect((await ingrid.get(`${HERE}/edit`)).status).toBe(404);
    await expect(house.rows("update kring.agreement_version set sections = '[]' where number = 3")).rejects.toThrow("locked");
    await expect(house.rows("update kring.agreement_version set state = 'adopted', adopted_at = now() where number = 3")).rejects.toThrow("not every party has signed");
    expect((await (await house.signIn("hugo", "degerfors-skolkontoret")).get("/list")).text).toContain("Väntar på din underskrift");
    expect((await sign("hugo", "degerfors-skolkontoret")).text).toContain("4 parter har inte skrivit under");
    await ingrid.submit(await ingrid.get(`${HERE}/send`), {});
    expect([await house.rows("select 1 from kring.agreement_signature s join kring.agreement_version v on v.id = s.version_id where v.number = 3"), (await open(3))[0]!.state]).toEqual([[], "draft"]);
    await ingrid.submit(await ingrid.get(`${HERE}/send`), {});
  });

  test("needs a fresh sign-in to sign, and nobody signs for another party", async () => {
    const hugo = await house.signIn("hugo", "degerfors-skolkontoret");
    const page = await hugo.get(`${HERE}/sign`);
    const [mirjams] = await house.rows<{ id: string }>("select id from kring.agreement_party where board = 'Socialnämnden'");
    expect((await hugo.submit(page, { party: mirjams!.id })).status).toBe(422);
    expect((await (await house.signIn("gerd")).get(`${HERE}/sign`)).status).toBe(404);
    house.clock.advance(6);
    expect((await hugo.submit(await hugo.get(`${HERE}/sign`), {})).path).toMatch(/sign-in|fresh/);
    expect(await house.rows("select 1 from kring.agreement_signature s join kring.agreement_version v on v.id = s.version_id where v.number = 3")).toEqual([]);
  });

  test("is adopted with the last party's signature, and then never changes", async () => {
    for (const [who, unit] of [["hugo", "degerfors-skolkontoret"], ["mirjam", "degerfors-socialtjansten"], ["ingrid", "folkhalsoforvaltningen"], ["hedvig", "vardcentralen-degerfors"]] as const) expect((await sign(who, unit)).text, who).toContain("Du har skrivit under");
    expect((await open(3))[0]!.state).toBe("signing");
    expect((await sign("josef", "polisen-karlskoga-degerfors")).text).toContain("Versionen är antagen");
    for (const change of ["update kring.agreement_version set sections = '[]' where number = 3", "delete from kring.agreement_version where number = 3", "update kring.agreement_signature set title = 'x'", "delete from kring.agreement_signature"])
      await expect(house.rows(change), change).rejects.toThrow(/never changes/);
    expect((await (await house.signIn("ingrid")).get("/list")).text).not.toContain("Slutar gälla");
    house.clock.set("2026-12-01T09:00:00+01:00");
    expect((await house.visitor().get("/cooperation/degerforsmodellen")).text).toContain("Ny grund.");
  });
});
