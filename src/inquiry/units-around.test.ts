import { expect, test } from "vitest";
import type { Unit } from "../organisation/index.ts";
import { unitsAround } from "./units-around.ts";

/** A unit told as "authority / branch / unit @ town". */
function unit(told: string, kind: Unit["kind"]): Unit {
  const [authority = "", branch = "", rest = ""] = told.split(" / ");
  const [name = "", town = ""] = rest.split(" @ ");
  return { id: name, name, town, phone: "", branchId: branch, branch, kind, authorityId: authority, authority } as Unit;
}

const all = [
  unit("Lessebo / förskola / Trollet @ Lessebo", "preschool"), unit("Lessebo / förskola / Gläntan @ Hovmantorp", "preschool"), unit("Lessebo / skola / Bergdala @ Bergdala", "school"),
  unit("Lessebo / skolhälsa / Skolsköterskan Lessebo @ Lessebo", "school-health"), unit("Växjö / skolhälsa-2 / Skolsköterskan Växjö @ Växjö", "school-health"),
  unit("Växjö / skola / Söder @ Växjö", "school"), unit("Växjö / social / Mottagningen @ Växjö", "social-services"),
  unit("Region / bvc / BVC Lessebo @ Lessebo", "child-health"), unit("Region / bvc / BVC Växjö @ Växjö", "child-health"), unit("Region / bup / BUP Växjö @ Växjö", "child-psychiatry"), unit("Region / bup / BUP Ljungby @ Ljungby", "child-psychiatry"),
  unit("Polisen / polis / Polisen Växjö @ Växjö", "police"), unit("IF / idrott / IF Lessebo @ Lessebo", "association"), unit("IK / idrott-2 / IK Växjö @ Växjö", "association"),
];
const around = (name: string) => {
  const own = all.find((one) => one.name === name)!;
  const { near, far } = unitsAround(all, { unitId: own.id, branchId: own.branchId });
  const names = (groups: typeof near) => groups.flatMap(({ units }) => units.map((one) => one.name));
  return { near: names(near), far: names(far) };
};

test("around a nurse in Lessebo: the whole municipality, its association, and the county's care where Lessebo has none", () => {
  expect(around("BVC Lessebo")).toEqual({
    near: ["Trollet", "Gläntan", "Bergdala", "Skolsköterskan Lessebo", "BUP Växjö", "BUP Ljungby", "Polisen Växjö", "IF Lessebo"],
    far: ["Skolsköterskan Växjö", "Söder", "Mottagningen", "IK Växjö"],
  });
});

test("a village belongs to its municipality", () => {
  expect(around("Bergdala").near).toEqual(["Trollet", "Gläntan", "Skolsköterskan Lessebo", "BVC Lessebo", "BUP Växjö", "BUP Ljungby", "Polisen Växjö", "IF Lessebo"]);
});

test("everybody but the own branch can be chosen, once", () => {
  for (const { name, branchId } of all) {
    const { near, far } = around(name);
    expect([...near, ...far].sort(), name).toEqual(all.filter((one) => one.branchId !== branchId).map((one) => one.name).sort());
  }
});
