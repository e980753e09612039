import Papa from "papaparse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { hoursText } from "./services-csv.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

const sheet = async (query = ""): Promise<Array<Record<string, string>>> => {
  const answer = await house.app.request(`http://kring.test/api/v1/services.csv${query}`);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([200, "text/csv; charset=utf-8; header=present", 'attachment; filename="verksamheter.csv"']);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const { data, errors } = Papa.parse<Record<string, string>>(new TextDecoder().decode(bytes), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
};

test("every published card is a row, read back as it was written", async () => {
  const rows = await sheet();
  const { total_items: total } = (await (await house.app.request("http://kring.test/api/v1/hsds/services")).json()) as { total_items: number };
  expect(rows).toHaveLength(total);
  expect(rows.find(({ namn }) => namn === "Familjecentralen i Degerfors")).toMatchObject({
    huvudman: "Degerfors kommun", enhet: expect.stringContaining("amiljestöd"), slag_av_hjalp: "Familjecentral; Mötesplats där föräldrar träffas", niva: "Generell", fran_alder: "-1", till_alder: "5",
    oppettider: "Mo-Th 08:00-16:30; Fr 08:00-14:00", anonym: "Du kan vara anonym", journal: "nej", gratis: "ja", fraga_efter: "familjestödjaren", sprak: "sv; en; so", tolk: "ja", ort: "Degerfors", latitud: "59.2379", sida: "http://kring.test/services/familjecentralen-degerfors",
  });
  expect((await sheet("?guide=kronoberg")).length).toBeLessThan(total);
});

test("what a spreadsheet would run comes as text, and everything else untouched", async () => {
  const tricks = ["=cmd|' /C calc'!A0", "+46 70", "-1+1", "@SUM(A1)", "\t=1", "\r\n=1", "  =1", "＝1+1", '=HYPERLINK("http://x","y")'];
  const plain = ["Två, tre", 'Hon sa "hej"', "rad ett\nrad två", "ett=två", "a;b"];
  for (const text of [...tricks, ...plain]) {
    await house.rows("update kring.service set mission = $1 where handle = 'bvc-degerfors'", [text]);
    const row = (await sheet()).find(({ sida }) => sida?.endsWith("/bvc-degerfors"))!;
    expect(row["uppdrag"]).toBe(tricks.includes(text) ? `'${text}` : text);
  }
});

test("hours as OpenStreetMap writes them", () => {
  expect(hoursText([{ days: ["mo", "tu", "th"], from: "08:00", to: "12:00" }, { days: ["su"], from: "00:00", to: "24:00" }])).toBe("Mo-Tu,Th 08:00-12:00; Su 00:00-24:00");
});
