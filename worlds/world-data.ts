import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { GROUND_CODES } from "../src/access/grounds-catalogue.ts";
import { BRANCH_KINDS } from "../src/access/secrecy.ts";
import { areaIds, topicsIn, type Practice } from "../src/practice/index.ts";
import { eventOf, refer, words, type Known, type StoryEvent } from "./story-events.ts";
import { worldFaults } from "./world-faults.ts";

export const ROLES = [
  "preschool-teacher", "head-teacher", "midwife", "child-health-nurse", "school-nurse", "school-counsellor", "special-educator",
  "teacher", "psychologist", "speech-therapist", "habilitation-worker", "social-worker", "activity-officer", "youth-worker",
  "police-officer", "coach", "coordinator", "librarian", "dental-hygienist", "study-counsellor", "family-counsellor", "deacon", "volunteer",
] as const;

const handle = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "not a kebab-case handle");
const name = z.string().trim().min(2).max(80);

/** Numbers the telecom agency keeps for fiction: a demo must never ring at a stranger's. */
const FICTION = /^(070-1740(60[5-9]|6[1-9]\d)|08-465004\d\d|031-39006\d\d|040-62804\d\d|0980-3192\d\d)$/;

/** Real lines that are there for the whole country. Only a unit may carry one. */
const NATIONAL = [
  "112", "1177", "114 14", "116 111", "116 006", "90101", "90 390", "077-150 50 50", "020-85 20 00", "020-50 50 50", "020-52 10 10",
  "020-57 70 70", "020-80 80 80", "020-555 666", "020-81 91 00", "020-84 44 48", "020-18 18 00",
];

const phone = z.string().regex(FICTION, "not a number reserved for fiction");

const unitPhone = z
  .string()
  .refine((number) => FICTION.test(number) || NATIONAL.includes(number), "not a number reserved for fiction, nor a national line");

const email = z.string().regex(/^[a-z0-9.-]+@example\.se$/, "not an address at example.se");

const luhn = (digits: string): boolean =>
  [...digits].reduce((sum, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0) % 10 === 0;

const isDay = (text: string): boolean => {
  const date = new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10).replaceAll("-", "") === text;
};

/** Only birth numbers 238 and 239, which the tax agency hands to nobody. */
const identity = z
  .string()
  .regex(/^(19|20)\d{6}23[89]\d$/, "not a test identity number")
  .refine((number) => isDay(number.slice(0, 8)), "the date of birth does not exist")
  .refine((number) => luhn(number.slice(2)), "the check digit is wrong");

const unitOf = (known: Known) =>
  z.strictObject({
    handle,
    name,
    phone: unitPhone,
    town: name,
    /** Municipalities whose children come here; left out where the unit serves its own municipality. */
    serves: z.array(refer(known, "municipality")).min(1).optional(),
  });

const branchOf = (known: Known) =>
  z.strictObject({
    handle,
    kind: z.enum(BRANCH_KINDS),
    name,
    /** The board that answers for the branch: two boards in one municipality are two authorities before OSL 8:1. */
    board: name.optional(),
    /** Grounds on which nobody here decides alone, beyond what the law asks. @ground REQ-074 */
    second_person: z.array(z.enum(GROUND_CODES)).min(1).optional(),
    units: z.array(unitOf(known)).min(1),
  });

const municipalityOf = (known: Known) =>
  z.strictObject({
    handle,
    name,
    kind: z.literal("municipality"),
    /** The first two digits are the county: there is none numbered 02, 11, 15 or 16. */
    code: z.string().regex(/^(0[13-9]|1[02-47-9]|2[0-5])\d\d$/, "not a municipality code"),
    /** Where anyone reports concern for a child: the unit's own number by day, the socialjour when it is closed. @ground SoL 19:1 */
    concern: z.strictObject({
      reception: z.strictObject({ unit: refer(known, "unit"), hours: words }),
      socialjour: z.strictObject({ phone, hours: words }),
    }),
    branches: z.array(branchOf(known)).min(1),
  });

const authorityOf = (known: Known) =>
  z.discriminatedUnion("kind", [
    municipalityOf(known),
    z.strictObject({
      handle,
      name,
      kind: z.enum(["region", "state", "association"]),
      branches: z.array(branchOf(known)).min(1),
    }),
  ]);

const staffOf = (known: Known) =>
  z.strictObject({
    handle,
    given: name,
    family: name,
    identity,
    email,
    duties: z
      .array(
        z.strictObject({
          unit: refer(known, "unit"),
          role: z.enum(ROLES),
          /** Receives signals as child lead, or invitations on behalf of the unit. */
          leads: z.boolean().default(false),
          /** The authority has appointed this person to decide on what its leisure activities tell the police. @ground 2025:170 7 § */
          appointed: z.boolean().default(false),
          /** The branches, of the unit's own authority, whose units and staff this person reads in. */
          registers: z.array(handle).min(1).optional(),
        }),
      )
      .min(1),
  });

const guardianOf = (known: Known) =>
  z.strictObject({
    handle,
    given: name,
    family: name,
    identity,
    phone,
    email,
    language: z.enum(["sv", "en", "ar"]),
    children: z
      .array(
        z.strictObject({
          child: refer(known, "child"),
          /** `none` is a parent without custody, who has no more access than a stranger. @ground FB 6:2, 6:11 */
          custody: z.enum(["joint", "sole", "none", "expecting"]),
        }),
      )
      .min(1),
  });

const childOf = (known: Known) => {
  const common = {
    handle,
    municipality: refer(known, "municipality"),
    /** Two or three sentences for whoever opens the world. */
    story: words,
    next: z.array(z.strictObject({ who: refer(known, "staff", "guardian", "child"), does: words })).min(1),
  };
  return z.discriminatedUnion("born", [
    z.strictObject({
      ...common,
      born: z.literal(true),
      given: name,
      family: name,
      identity,
      attends: refer(known, "unit").optional(),
    }),
    z.strictObject({
      ...common,
      born: z.literal(false),
      /** No identity number exists: the pregnant person is the tie. @ground OSL 25:12, 26:9 */
      carried_by: refer(known, "guardian"),
      expected_day: z.int().min(1).max(280),
    }),
  ]);
};

const organisationFile = (known: Known) => z.strictObject({ authorities: z.array(authorityOf(known)).min(1) });
const peopleFile = (known: Known) =>
  z.strictObject({ staff: z.array(staffOf(known)).min(1), guardians: z.array(guardianOf(known)).min(1) });
/** `practice`: the package by which these children's stories are told. */
const childrenFile = (known: Known) => z.strictObject({ practice: handle, children: z.array(childOf(known)).min(1) });
const storyFile = (known: Known) => z.strictObject({ events: z.array(eventOf(known)).min(1) });

export type Authority = z.infer<ReturnType<typeof authorityOf>>;
export type Branch = z.infer<ReturnType<typeof branchOf>>;
export type Unit = z.infer<ReturnType<typeof unitOf>>;
export type Staff = z.infer<ReturnType<typeof staffOf>>;
export type Guardian = z.infer<ReturnType<typeof guardianOf>>;
export type Child = z.infer<ReturnType<typeof childOf>>;
export type Story = { readonly child: string; readonly events: readonly StoryEvent[] };

export type { StoryEvent };

/** Every `day` counts from the day the world is built: 0 is that day, -12 twelve days before, 3 three days after. */
export type WorldData = {
  readonly authorities: readonly Authority[];
  readonly staff: readonly Staff[];
  readonly guardians: readonly Guardian[];
  readonly children: readonly Child[];
  /** One per child, in the order of the children. */
  readonly stories: readonly Story[];
};

/** What is wrong, and where in the file. */
type Fault = { readonly path: readonly PropertyKey[]; readonly message: string };

const place = (path: readonly PropertyKey[]): string =>
  path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("").replace(/^\./, "");

const refusal = (file: string, faults: readonly Fault[]): Error =>
  new Error(faults.map(({ path, message }) => [file, place(path), message].filter(Boolean).join(": ")).join("\n"));

/** A union that fits nowhere keeps its reasons one level down. */
function plainly(issue: z.core.$ZodIssue): Fault {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const reasons = issue.errors.flat().map(plainly);
  return { path: issue.path, message: reasons.map(({ path, message }) => [place(path), message].filter(Boolean).join(": ")).join(", or ") };
}

export function judge<Shape extends z.ZodType>(file: string, raw: unknown, shape: Shape): z.infer<Shape> {
  const judged = shape.safeParse(raw);
  if (!judged.success) throw refusal(file, judged.error.issues.map(plainly));
  return judged.data;
}

export function rawOf(dir: string, file: string): unknown {
  if (!existsSync(join(dir, file))) throw refusal(file, [{ path: [], message: "the file is missing" }]);
  const document = parseDocument(readFileSync(join(dir, file), "utf8"));
  if (document.errors.length > 0) throw refusal(file, document.errors.map(({ message }) => ({ path: [], message })));
  return document.toJS();
}

const isRecord = (raw: unknown): raw is Record<string, unknown> => typeof raw === "object" && raw !== null;

/** Every item of every list called `key`, however deep, before anything is judged: the files point at each other in a ring. */
function itemsOf(key: string, raw: unknown): Record<string, unknown>[] {
  if (!isRecord(raw)) return [];
  return Object.entries(raw).flatMap(([name, value]) =>
    name === key && Array.isArray(value) ? value.filter(isRecord) : itemsOf(key, value),
  );
}

const handlesOf = (items: readonly Record<string, unknown>[]): Set<string> => new Set(items.map((item) => String(item["handle"])));

type Raw = { readonly organisation: unknown; readonly people: unknown; readonly children: unknown };

const knownIn = ({ organisation, people, children }: Raw, practice: Practice): Known => ({
  area: new Set(areaIds(practice)),
  topic: new Set(topicsIn(practice)),
  point: new Set(practice.meeting.agenda.map(({ id }) => id)),
  participation: new Set(practice.meeting.participation.map(({ id }) => id)),
  municipality: handlesOf(itemsOf("authorities", organisation).filter((item) => item["kind"] === "municipality")),
  unit: handlesOf(itemsOf("units", organisation)),
  staff: handlesOf(itemsOf("staff", people)),
  guardian: handlesOf(itemsOf("guardians", people)),
  child: handlesOf(itemsOf("children", children)),
});

function readStory(dir: string, child: string, known: Known): Story {
  const file = `stories/${child}.yaml`;
  return { child, ...judge(file, rawOf(dir, file), storyFile(known)) };
}

/** The organisations and the staff of a place that has no child's story of its own. */
function readNeighbours(dir: string, practice: Practice): Pick<WorldData, "authorities" | "staff"> {
  const raw = { organisation: rawOf(dir, "organisation.yaml"), people: existsSync(join(dir, "people.yaml")) ? rawOf(dir, "people.yaml") : { staff: [] }, children: {} };
  const known = knownIn(raw, practice);
  const { authorities } = judge("organisation.yaml", raw.organisation, organisationFile(known));
  return { authorities, staff: judge("people.yaml", raw.people, z.object({ staff: z.array(staffOf(known)) })).staff };
}

/** By which practice package the children of a folder are told of. */
export const practiceTold = (dir: string): string => z.object({ practice: handle }).parse(rawOf(dir, "children.yaml")).practice;

/**
 * Reads a world from its folder, with the organisations and the staff of others beside it. Throws one error that names every fault it sees as `file: path: what is wrong`: an unknown
 * handle, a misspelt key, a number that could be somebody's, a story that cannot have happened in that order.
 */
export function readWorld(dir: string, practice: Practice, beside: readonly string[] = []): WorldData {
  const raw = { organisation: rawOf(dir, "organisation.yaml"), people: rawOf(dir, "people.yaml"), children: rawOf(dir, "children.yaml") };
  const known = knownIn(raw, practice);
  const { authorities } = judge("organisation.yaml", raw.organisation, organisationFile(known));
  const { staff, guardians } = judge("people.yaml", raw.people, peopleFile(known));
  const { children, practice: told } = judge("children.yaml", raw.children, childrenFile(known));
  if (told !== practice.package.id) throw refusal("children.yaml", [{ path: ["practice"], message: `told by ${told} and read with ${practice.package.id}` }]);
  const strays = readdirSync(join(dir, "stories")).filter((file) => !known.child.has(basename(file, ".yaml")));
  if (strays.length > 0) throw refusal("stories", strays.map((file) => ({ path: [], message: `${file} belongs to no child` })));
  const others = beside.map((one) => readNeighbours(one, practice));
  const world = {
    authorities: [...authorities, ...others.flatMap((other) => other.authorities)], staff: [...staff, ...others.flatMap((other) => other.staff)], guardians, children,
    stories: children.map(({ handle }) => readStory(dir, handle, known)),
  };
  const faults = worldFaults(world).map(({ file, ...fault }) => refusal(file, [fault]).message);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return world;
}
