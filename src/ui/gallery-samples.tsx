import type { RingPerson } from "./ring.tsx";
import { Said } from "./text.tsx";
import type { Perspective, WheelArea } from "./wheel.tsx";

/** Invented words for the gallery. None of them is shown anywhere else. */
export const longName = "Alexandria Björnstjerna-Wachtmeister af Ekenstam";

type Mark = [mark: WheelArea["mark"], needsSupport?: boolean, said?: string];

const labels = ["Hälsa", "Utveckling", "Lärande", "Omsorg", "Hemmet", "Relationer", "Trygghet"];

const areas = (marks: readonly Mark[], names = labels): WheelArea[] =>
  names.map((label, nth) => {
    const [mark, needsSupport = false, said] = marks[nth] ?? [undefined];
    return { id: `area-${nth}`, label, mark, needsSupport, said: said && <Said>{said}</Said> };
  });

export const perspectives: readonly Perspective[] = [
  {
    id: "child",
    label: "Elis",
    areas: areas([
      ["works"],
      [undefined],
      ["challenging", true, "”Det är svårt när alla pratar.”"],
      ["works"],
      ["both"],
      ["works", false, "”Nils och jag bygger koja.”"],
      ["challenging", true, "”Jag gömmer mig under bordet.”"],
    ]),
  },
  {
    id: "guardians",
    label: "Sara och Johan",
    areas: areas([
      ["works"],
      ["challenging", true],
      ["works", false, "Lär sig snabbt hemma när det är lugnt."],
      ["works"],
      ["challenging"],
      ["both"],
      ["works", false, "Trygg hemma och hos mormor."],
    ]),
  },
  {
    id: "professionals",
    label: "BVC och förskolan",
    areas: areas([
      ["works"],
      ["both"],
      ["challenging", true, "Drar sig undan vid samling. Leker en och en."],
      [undefined],
      ["unknown"],
      ["works"],
      ["challenging", true, "Blir rädd för höga ljud."],
    ]),
  },
];

export const english = areas(
  [["works"], ["both", true], ["challenging"], ["unknown", true], [undefined], ["works", true], ["challenging", true]],
  ["Health", "Development", "Learning", "Care", "The home", "Relationships", "Safety"],
);

export const arabic = areas(
  [["works"], ["both"], ["challenging", true], ["unknown"], [undefined], ["works"], ["challenging"]],
  ["الصحة", "النمو", "التعلم", "الرعاية", "البيت", "العلاقات", "الأمان"],
);

export const people: readonly RingPerson[] = [
  { id: "1", name: "Maja Lindqvist", role: "BVC Lessebo", holds: true, note: "håller i planen" },
  { id: "2", name: "Anna Karlsson", role: "förskolan Trollet" },
  { id: "3", name: "Per Sund", role: "logoped" },
  { id: "4", name: longName, role: "rektor, Bergdala skola" },
  { id: "5", name: "Inga Holm", role: "mormor" },
];
