import {
  intervals,
  leadRoles,
  marks,
  meetingRoles,
  perspectives,
  questions,
  roles,
  stages,
  steps,
  tracks,
  workTopics,
} from "./practice-schema.ts";
import { rulesFor, schoolStartOn, type LifeSituation, type Practice } from "./practice.ts";
import { addDays, addYears, type Day } from "../platform/clock.ts";

/** Where in the package something is said: the file's name, then keys and positions. */
export type Path = readonly (string | number)[];

/** The reason goes on from what the path points at: `area "safety"` … `has no question for older children`. */
export type Flaw = { readonly path: Path; readonly reason: string };

/** What a schema cannot see: whether the parts of a well-formed package make sense together. */
export function flawsIn(practice: Practice): readonly Flaw[] {
  return [
    ...[...visit(practice, [])].flatMap((found) => [
      ...repeatedIds(found),
      ...wrongOrders(found),
      ...unsourced(practice, found),
    ]),
    ...wrongSequences(practice),
    ...thinAreas(practice),
    ...takenAreas(practice),
    ...mixedQuestions(practice),
    ...unreadAges(practice),
    ...leadFlaws(practice),
    ...deadEnds(practice),
    ...lateChildren(practice),
    ...wrongTimes(practice),
    ...downwardRungs(practice),
    ...homelessAttendance(practice),
    ...thinForums(practice),
    ...noDeviations(practice),
  ];
}

type Found = { readonly value: object; readonly path: Path };

function* visit(value: unknown, path: Path): Generator<Found> {
  if (typeof value !== "object" || value === null) return;
  yield { value, path };
  const keyOf = (key: string) => (Array.isArray(value) ? Number(key) : key);
  for (const [key, inner] of Object.entries(value)) yield* visit(inner, [...path, keyOf(key)]);
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};

function repeatedIds({ value, path }: Found): Flaw[] {
  if (!Array.isArray(value)) return [];
  const ids = value.map((item) => fieldsOf(item)["id"]);
  return ids.flatMap((id, at) =>
    id !== undefined && ids.indexOf(id) < at
      ? [{ path: [...path, at, "id"], reason: "has an id that is already taken" }]
      : [],
  );
}

function wrongOrders({ value, path }: Found): Flaw[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, at) => {
    const { order } = fieldsOf(item);
    if (order === undefined || order === at + 1) return [];
    return [{ path: [...path, at, "order"], reason: `has order ${String(order)} but should have ${at + 1}` }];
  });
}

function unsourced(practice: Practice, { value, path }: Found): Flaw[] {
  const { status, source } = fieldsOf(value);
  if (status === "official" && source === undefined)
    return [{ path: [...path, "status"], reason: "has an official text that names no source" }];
  if (source === undefined || practice.package.sources.some((one) => one.id === source)) return [];
  return [{ path: [...path, "source"], reason: `names source "${String(source)}", which package.yaml does not list` }];
}

function wrongSequences({ wheel, lead, way, meeting, times }: Practice): Flaw[] {
  const closed = [
    { path: ["wheel", "marks"], items: wheel.marks, ids: marks },
    { path: ["wheel", "perspectives"], items: wheel.perspectives, ids: perspectives },
    { path: ["lead", "roles"], items: lead.roles, ids: roles },
    { path: ["lead", "leads"], items: lead.leads, ids: leadRoles },
    { path: ["way", "tracks"], items: way.tracks, ids: tracks },
    { path: ["way", "stages"], items: way.stages, ids: stages },
    { path: ["way", "steps"], items: way.steps, ids: steps },
    { path: ["way", "questions"], items: way.questions, ids: questions },
    { path: ["meeting", "roles"], items: meeting.roles, ids: meetingRoles },
    { path: ["times", "intervals"], items: times.intervals, ids: intervals },
  ];
  return closed
    .filter(({ items, ids }) => items.map((item) => item.id).join() !== ids.join())
    .map(({ path, ids }) => ({ path, reason: `must be ${ids.join(", ")}, in that order` }));
}

const readers = { adults: "adults", younger: "younger children", older: "older children" };

function thinAreas({ wheel }: Practice): Flaw[] {
  const silent = wheel.areas.flatMap(({ questions }, at) =>
    (["adults", "younger", "older"] as const)
      .filter((reader) => questions[reader].length === 0)
      .map((reader) => ({
        path: ["wheel", "areas", at, "questions", reader],
        reason: `has no question for ${readers[reader]}`,
      })),
  );
  // The law's duty to report stands above every model, so no wheel may be without a way to it. @ground SoL 19:1
  if (wheel.areas.some((area) => area.surfacesReportOfConcern)) return silent;
  return [...silent, { path: ["wheel", "areas"], reason: "must have one with surfacesReportOfConcern" }];
}

/** An area is also what a consent may be about, beside the topics the engine has of its own. */
const takenAreas = ({ wheel }: Practice): Flaw[] =>
  wheel.areas.flatMap(({ id }, at) => ((workTopics as readonly string[]).includes(id) ? [{ path: ["wheel", "areas", at, "id"], reason: "has an id that the engine keeps for itself" }] : []));

/** Where questions are told apart, every adult's question is one or the other, and strengths come first. @model S5 */
function mixedQuestions({ wheel }: Practice): Flaw[] {
  return wheel.areas.flatMap(({ questions }, at) =>
    (["adults", "younger", "older"] as const).flatMap((reader) =>
      questions[reader].flatMap(({ group }, nth) => {
        const path = ["wheel", "areas", at, "questions", reader, nth];
        if (!wheel.groups) return group === undefined ? [] : [{ path, reason: "belongs to a group of questions, and wheel.yaml names no groups" }];
        if (group === undefined) return reader === "adults" ? [{ path, reason: "has an adult's question that is neither strengths nor risks" }] : [];
        return group === "strengths" && questions[reader][nth - 1]?.group === "risks" ? [{ path, reason: "asks for strengths after risks" }] : [];
      }),
    ),
  );
}

function unreadAges({ wheel }: Practice): Flaw[] {
  const { younger, older } = wheel.readers;
  if (older.fromAge === younger.toAge + 1 && younger.fromAge <= younger.toAge && older.toAge === 17) return [];
  return [{ path: ["wheel", "readers"], reason: "must have older follow on younger, up to 17" }];
}

type Moment = LifeSituation & { readonly name: string };

/** Every day something can change in a child's life. Between two of them no rule begins or ends. */
function momentsOf(practice: Practice, bornOn: Day, outsideUpperSecondary: boolean): Moment[] {
  const ages = Array.from({ length: 17 }, (_, at) => ({ name: `at ${at + 1}`, on: addYears(bornOn, at + 1) }));
  const days = [
    { name: "before birth", on: addDays(bornOn, -1) },
    { name: "at birth", on: bornOn },
    { name: "at school start", on: schoolStartOn(practice, bornOn) },
    ...ages,
  ];
  const schooling = outsideUpperSecondary ? ", outside upper secondary school" : "";
  return days
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .map(({ name, on }) => ({ name: name + schooling, on, bornOn, outsideUpperSecondary }));
}

function leadFlaws(practice: Practice): Flaw[] {
  // School starts after the sixth birthday of the first of these children and before that of the last.
  const births = ["2015-01-02", "2015-07-31", "2015-12-30"];
  const flaws = births.flatMap((bornOn) =>
    [false, true].flatMap((outside) => flawsInLife(practice, momentsOf(practice, bornOn, outside))),
  );
  const seen = new Set<string>();
  return flaws.filter(({ path }) => !seen.has(path.join()) && seen.add(path.join()));
}

const pathOf = (practice: Practice, rule: Practice["lead"]["rules"][number], key: string): Path => [
  "lead",
  "rules",
  practice.lead.rules.indexOf(rule),
  key,
];

/** A gap is told where the rule before it ends, an overlap where the second rule begins. */
function flawsInLife(practice: Practice, moments: readonly Moment[]): Flaw[] {
  let before: Path = ["lead", "rules"];
  return moments.flatMap((moment) => {
    const [one, two] = rulesFor(practice, moment);
    const gap = before.length > 2 ? "is followed by a gap" : "begin too late";
    if (!one) return [{ path: before, reason: `${gap}: no rule says who leads ${moment.name}` }];
    before = pathOf(practice, one, "until");
    if (!two) return [];
    return [{ path: pathOf(practice, two, "from"), reason: `answers ${moment.name}, and so does rule "${one.id}"` }];
  });
}

/** Each yes ends the asking, each no leads to the next question, and the last no is not a dead end. @model K1 */
function deadEnds({ way }: Practice): Flaw[] {
  return way.questions.flatMap(({ ifYes, ifNo }, at) => {
    const isLast = at === way.questions.length - 1;
    const path = ["way", "questions", at];
    return [
      ...(ifYes.outcome === "next-question"
        ? [{ path: [...path, "ifYes", "outcome"], reason: "must settle the matter on a yes" }]
        : []),
      ...((ifNo.outcome === "next-question") === isLast
        ? [
            {
              path: [...path, "ifNo", "outcome"],
              reason: isLast ? "has no next question to lead to on a no" : "must lead to the next question on a no",
            },
          ]
        : []),
    ];
  });
}

/** The child is heard before any adult's round. @ground BK 12 */
function lateChildren({ meeting }: Practice): Flaw[] {
  return (["agenda", "followUpAgenda"] as const).flatMap((agenda) => {
    const first = meeting[agenda].findIndex(({ voice }) => voice !== "chair");
    if (first >= 0 && meeting[agenda][first]?.voice === "child") return [];
    if (first < 0) return [{ path: ["meeting", agenda], reason: "must give the child the word" }];
    return [{ path: ["meeting", agenda, first, "voice"], reason: "comes before the child has been heard" }];
  });
}

/** Each step of the attendance ladder asks for at least as much as the one below, and for more of something. @model S73 */
function downwardRungs({ way }: Practice): Flaw[] {
  if (way.attendance.length === 0) return [{ path: ["way", "attendance"], reason: "must have a step" }];
  return way.attendance.slice(1).flatMap(({ percent, weeks }, at) => {
    const below = way.attendance[at]!;
    const rises = percent >= below.percent && weeks >= below.weeks && percent + weeks > below.percent + below.weeks;
    return rises ? [] : [{ path: ["way", "attendance", at + 1, "percent"], reason: `does not lie above step "${below.id}"` }];
  });
}

/** What is said of attendance is shared as a part of some area. */
const homelessAttendance = ({ way, wheel }: Practice): Flaw[] =>
  wheel.areas.some(({ id }) => id === way.attendanceArea) ? [] : [{ path: ["way", "attendanceArea"], reason: `names area "${way.attendanceArea}", which wheel.yaml does not have` }];

const noDeviations = ({ way }: Practice): Flaw[] => (way.deviations.length > 0 ? [] : [{ path: ["way", "deviations"], reason: "must have a step" }]);

/** A forum is of at least two, each kind of service sits in it once, and its ages go upwards. */
const thinForums = ({ way }: Practice): Flaw[] =>
  way.forums.flatMap(({ ages, parties, signs }, at) => {
    const path = ["way", "forums", at];
    const kinds = parties.flatMap((party) => party.kinds);
    return [
      ...(ages.from > ages.to ? [{ path: [...path, "ages", "from"], reason: "lies above to" }] : []),
      ...(parties.length < 2 ? [{ path: [...path, "parties"], reason: "must be at least two" }] : []),
      ...(signs.length === 0 ? [{ path: [...path, "signs"], reason: "must have a sign" }] : []),
      ...(new Set(kinds).size < kinds.length ? [{ path: [...path, "parties"], reason: "have a kind of service that sits in two of them" }] : []),
    ];
  });

function wrongTimes({ package: about, meeting, times }: Practice): Flaw[] {
  const { valid } = about;
  const ages = times.ages.map(({ age }) => age);
  return [
    ...(valid.until !== undefined && valid.until < valid.from
      ? [{ path: ["package", "valid", "until"], reason: "lies before from" }]
      : []),
    ...(meeting.minutes.least > meeting.minutes.most
      ? [{ path: ["meeting", "minutes", "least"], reason: "is more than most" }]
      : []),
    ...times.intervals.flatMap(({ least, most }, at) =>
      least !== undefined && least > most
        ? [{ path: ["times", "intervals", at, "least"], reason: "has least above most" }]
        : [],
    ),
    ...ages.flatMap((age, at) =>
      at > 0 && age <= (ages[at - 1] ?? 0)
        ? [{ path: ["times", "ages", at, "age"], reason: "must be higher than the age before" }]
        : [],
    ),
  ];
}
