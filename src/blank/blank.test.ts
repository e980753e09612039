import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPractice, packageFolder } from "#src/practice/index.ts";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { BLANKS, partsOf } from "./blank.ts";

const [kronobarn, degerfors] = [loadPractice(packageFolder("kronobarn")), loadPractice(packageFolder("degerfors"))];

describe("what stands on a blank", () => {
  const labels = (id: (typeof BLANKS)[number], practice = kronobarn) => partsOf(id, practice).map(({ label }) => (typeof label === "string" ? label : label.sv));

  test.each([["kronobarn", kronobarn], ["degerfors", degerfors]] as const)("every one has something to fill in, and names nothing twice, by the words of %s", (_, practice) => {
    for (const id of BLANKS) {
      const names = labels(id, practice);
      expect(names.filter((name, at) => names.indexOf(name) !== at), id).toEqual([]);
      expect(partsOf(id, practice).some(({ is }) => is !== "reading"), id).toBe(true);
    }
  });
  test("the plan on paper has every section of the model's that is written before it is closed, in the model's order", () => {
    const wanted = kronobarn.plan.sections.filter(({ required }) => required !== "to-close").toSorted((a, b) => a.order - b.order).map(({ label }) => label.sv);
    expect(labels("F7").slice(0, -1)).toEqual(wanted);
    expect(wanted).toContain("Barnets röst");
  });
  test("the child is heard before the adults at a meeting, and strengths come before what is hard", () => {
    const points = labels("F6", degerfors);
    expect(points.indexOf("Barnets röst")).toBeLessThan(points.indexOf("Vårdnadshavarnas bild"));
    expect(points.indexOf("Det som håller barnet friskt")).toBeLessThan(points.indexOf("Det som är svårt"));
  });
  test("what makes for health comes before what is a risk, in a model that keeps them apart and in no other", () => {
    const found = labels("F5", degerfors).filter((label) => label === "Friskfaktorer" || label === "Riskfaktorer");
    expect([found, labels("F5", kronobarn).includes("Riskfaktorer")]).toEqual([["Friskfaktorer", "Riskfaktorer"], false]);
  });
  test("one may say yes to each area by itself, and no consent is without a last day and a way back", () => {
    const about = partsOf("F3", kronobarn).find((part) => part.is === "boxes");
    expect(about?.is === "boxes" && about.options.length).toBe(kronobarn.wheel.areas.length + 1);
    expect(labels("F3")).toEqual(expect.arrayContaining(["blank.F3.until", "blank.F3.withdraw"]));
  });
  test("nothing asks for a name where no child may be named", () => {
    const asked = (id: "F1" | "F11" | "F12") => partsOf(id, kronobarn).map(({ label }) => label);
    for (const id of ["F1", "F11", "F12"] as const) expect(asked(id)).not.toContain("blank.whose");
    expect(partsOf("F3", kronobarn).map(({ label }) => label)).toContain("blank.whose");
  });
});

describe("printing one", () => {
  let house: TestHouse;
  let anna: Client;
  beforeAll(async () => {
    house = await openTestHouse("2026-11-23T09:00:00+01:00", "degerfors");
    anna = await house.signIn("anna");
  });
  afterAll(() => house.close());

  test("all thirteen are found from the page of the three ways, and each opens", async () => {
    const set = await anna.get((await anna.get("/tracks")).link("Blanketter att skriva ut"));
    const links = [...set.html.matchAll(/href="(\/blanks\/[^"]+)"/g)].map((match) => match[1]!);
    expect(new Set(links.map((link) => link.split("/")[2]))).toEqual(new Set(BLANKS));
    for (const link of links) expect((await anna.get(link)).status, link).toBe(200);
  });
  test("the words are those of the model this house works by", async () => {
    expect((await anna.get("/blanks/F6")).text).toContain("Det som håller barnet friskt");
  });
  test("there is no fourteenth, and none for somebody who has not signed in", async () => {
    expect((await anna.get("/blanks/F14")).status).toBe(404);
    expect((await house.visitor().get("/blanks/F3")).status).toBe(303);
  });
});
