import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgeTheWay, Person } from "./person.ts";
import { openSite, type Site } from "./site.ts";

// A Monday morning in Degerfors.
let site: Site;
beforeAll(async () => (site = await openSite("2026-11-23T09:00:00+01:00")));
afterAll(() => site.close());

const somebody = () => Person.at(site, undefined, "by hand");
const asks = async (person: Person, question: string) => {
  await person.opens("/");
  await person.fills({ "Din fråga": question });
  await person.presses("Sök");
};

test("a parent, at night with a phone: one question, an answer to do something with, and a number to call", async () => {
  const parent = await somebody();
  await asks(parent, "min 3-åring bits på förskolan");
  await parent.sees("Mitt lilla barn slår, bits eller får stora utbrott", "Här kan du få hjälp");
  await parent.follows("Läs hela svaret");
  await parent.sees("Hur gör jag?", "112");
  expect(await parent.page.getByRole("main").getByRole("link", { name: /^\d[\d -]+$/ }).first().getAttribute("href")).toMatch(/^tel:/);
});

test("a grandmother wants to help without taking over, and somebody calls her", async () => {
  const grandmother = await somebody();
  await asks(grandmother, "hur kan jag som mormor hjälpa min trötta dotter");
  await grandmother.sees("Jag är mormor, farfar eller vän. Hur hjälper jag en trött familj?");
  await grandmother.opens("/contact-me");
  await grandmother.follows("Jag är anhörig eller vän");
  await grandmother.follows("Jag vet inte. Hjälp mig att hitta rätt");
  await grandmother.sees("Du behöver inte säga vem det gäller");
  // The first time she writes who it is about. She is told, and nothing she wrote is gone.
  await grandmother.fills({ "Telefonnummer eller e-post": "070-174 06 05", "Vad ska vi kalla dig?": "Mormor", "Vill du säga något mer?": "Min dotter, 19900101-2385, orkar inte." });
  await grandmother.presses("Skicka");
  await grandmother.sees("Det här är fel i formuläret");
  expect(await grandmother.page.getByLabel("Telefonnummer eller e-post").inputValue()).toBe("070-174 06 05");
  await grandmother.fills({ "Vill du säga något mer?": "Min dotter orkar inte med kvällarna." });
  await grandmother.presses("Skicka");
  await grandmother.sees("onsdag 25 november");

  const ingrid = await Person.at(site, "ingrid", "by hand");
  await ingrid.opens("/contact-requests");
  await ingrid.follows("Familjeguiden Degerfors");
  await ingrid.sees("Mormor", "Min dotter orkar inte med kvällarna", "070-174 06 05");
  const request = ingrid.path;
  // Whoever works elsewhere knows nothing of it.
  const simon = await Person.at(site, "simon", "by hand");
  await simon.opens("/contact-requests");
  await simon.seesNot("Familjeguiden Degerfors");
  await simon.page.goto(request);
  await simon.seesNot("Mormor");
});

test("somebody of fifteen wants to talk, and need not say who it is", async () => {
  const young = await somebody();
  await young.opens("/");
  await young.follows("13–15 år");
  await young.follows(/^Ungdomsmottagningen/);
  await young.sees("anonym", "Gratis");
  await young.opens("/contact-me");
  await young.follows("Jag är barn eller ung");
  await young.follows("Ungdomsmottagningen");
  await young.sees("Du behöver inte säga vad du heter", "116 111", "Numret syns inte på räkningen", "De säger inte var de ringer ifrån förrän de vet att det är du");
  await young.fills({ "Telefonnummer eller e-post": "070-174 06 05" });
  await young.presses("Skicka");
  await young.sees("onsdag 25 november");
  expect(await young.page.context().cookies()).toEqual([]);
});

test("a school counsellor finds out whom to ask about a pupil in year eight who stays away: those for everybody first", async () => {
  const simon = await Person.at(site, "simon", "by hand");
  await simon.opens("/list");
  await simon.follows("Nätverket");
  await simon.fills({ "Vad behövs?": "hög frånvaro åk 8" });
  await simon.presses("Hitta");
  await simon.sees("Elevhälsan i Degerfors", "Kontaktperson", "Ersättare", "Direkt linje", "Konsultation");
  const text = await simon.page.getByRole("main").innerText();
  expect(text.indexOf("Elevhälsan i Degerfors")).toBeLessThan(text.indexOf("Närvaroteamet"));
});

test("a nurse says that the card of her unit still holds, changes what does not, and families read the new words at once", async () => {
  const gerd = await Person.at(site, "gerd", "by hand");
  await gerd.opens("/network/mine");
  await gerd.pressesOn(gerd.page.locator("form[action='/network/services/bvc-degerfors/check']").getByRole("button"));
  await gerd.sees("Kortet gäller från i dag");
  await gerd.pressesOn(gerd.page.locator("a[href='/network/services/bvc-degerfors/edit']").first());
  await gerd.fills({ "Väntetid": "Oftast inom tre dagar." });
  await gerd.presses("Spara kortet");
  await gerd.sees("Kortet är sparat");
  const parent = await somebody();
  await parent.opens("/services/bvc-degerfors");
  await parent.sees("Oftast inom tre dagar.");
});

describe("whoever keeps the guide", () => {
  test("sees what was not found, teaches the search a word, and the next who asks finds it", async () => {
    const before = await somebody();
    await asks(before, "velociped");
    await before.seesNot("Fritidsbanken Degerfors");
    const ingrid = await Person.at(site, "ingrid", "by hand");
    await ingrid.opens("/list");
    await ingrid.follows("Sköt guiden");
    await ingrid.sees("Det här söktes och fanns inte");
    await ingrid.follows(/låna cykel/);
    await ingrid.sees("Ingen vet vem som sökte");
    await ingrid.follows("Lägg till ett ord");
    expect(await ingrid.page.getByRole("searchbox").inputValue()).toBe("låna cykel");
    await ingrid.follows("Låna sportutrustning");
    const words = ingrid.page.getByLabel("Ord och fraser, ett på varje rad");
    await words.fill(`${await words.inputValue()}\nvelociped`);
    await ingrid.presses("Spara");
    const after = await somebody();
    await asks(after, "velociped");
    await after.sees("Fritidsbanken Degerfors");
  });

  test("says what was done about it, and it waits no longer", async () => {
    const ingrid = await Person.at(site, "ingrid", "by hand");
    await ingrid.opens("/guide-work");
    await ingrid.follows(/låna cykel/);
    await ingrid.chooses("Lade till ett ord, så att sökningen hittar");
    await ingrid.presses("Klart");
    await ingrid.opens("/guide-work");
    await ingrid.sees("ridning barn");
    await ingrid.seesNot("låna cykel");
  });
});

test("what something else lies over cannot be pressed", async () => {
  const parent = await somebody();
  await parent.opens("/");
  await parent.page.evaluate(() => {
    const lid = document.body.appendChild(document.createElement("div"));
    Object.assign(lid.style, { position: "fixed", inset: "0" });
  });
  await expect(parent.presses("Sök")).rejects.toThrow("something lies over it");
});

test("every page on the way stands up to axe", { timeout: 120_000 }, async () => {
  const { pages, faults, planted } = await judgeTheWay(site);
  expect(pages).toBeGreaterThan(20);
  expect([faults, planted.join()]).toEqual([[], expect.stringContaining("label: ")]);
});
