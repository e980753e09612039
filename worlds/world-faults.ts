import type { EventOf, StoryEvent } from "./story-events.ts";
import type { Child, Guardian, Story, Unit, WorldData } from "./world-data.ts";

/** What one schema cannot see: that the files agree, and that a story can have happened in the order it is told. */
export type WorldFault = { readonly file: string; readonly path: readonly PropertyKey[]; readonly message: string };

type Found = Omit<WorldFault, "file">;

const fault = (message: string, ...path: PropertyKey[]): Found => ({ path, message });

const unitsOf = (world: WorldData): Unit[] => world.authorities.flatMap(({ branches }) => branches.flatMap(({ units }) => units));

const repeated = (what: string, values: readonly string[]): Found[] =>
  [...new Set(values.filter((value, place) => values.indexOf(value) !== place))].map((value) => fault(`${what} ${value} is used twice`));

function organisationFaults(world: WorldData): Found[] {
  const branches = world.authorities.flatMap((authority) => authority.branches);
  const places = [...world.authorities, ...branches, ...unitsOf(world)].map(({ handle }) => handle);
  return [...repeated("the handle", places), ...repeated("the number", subscribersOf(world)), ...world.authorities.flatMap(receptionFaults)];
}

/** A subscriber's number begins with 0 and leads to one place. A short one, such as 112, may lead to several. */
const subscribersOf = (world: WorldData): string[] => phonesOf(world).filter((number) => number.startsWith("0"));

const phonesOf = (world: WorldData): string[] => [
  ...unitsOf(world).map(({ phone }) => phone),
  ...world.authorities.flatMap((authority) => (authority.kind === "municipality" ? [authority.concern.socialjour.phone] : [])),
  ...world.guardians.map(({ phone }) => phone),
];

function receptionFaults(authority: WorldData["authorities"][number], place: number): Found[] {
  if (authority.kind !== "municipality") return [];
  const own = authority.branches.filter(({ kind }) => kind === "social-services").flatMap(({ units }) => units);
  if (own.some(({ handle }) => handle === authority.concern.reception.unit)) return [];
  return [fault("not a unit of this municipality's social services", "authorities", place, "concern", "reception", "unit")];
}

function peopleFaults(world: WorldData): Found[] {
  const people = [...world.staff, ...world.guardians];
  const born = world.children.flatMap((child) => (child.born ? [child] : []));
  return [
    ...repeated("the handle", [...people, ...world.children].map(({ handle }) => handle)),
    ...repeated("the identity number", [...people, ...born].map(({ identity }) => identity)),
    ...repeated("the address", people.map(({ email }) => email)),
  ];
}

const tiesTo = (child: string, guardians: readonly Guardian[]) =>
  guardians.flatMap(({ handle, children }) => children.filter((tie) => tie.child === child).map(({ custody }) => ({ handle, custody })));

/** @ground FB 6:2–3: joint custody has two holders, sole custody one. */
function custodyFits(child: Child, ties: readonly { handle: string; custody: string }[]): boolean {
  const holding = ties.filter(({ custody }) => custody !== "none");
  if (!child.born) return ties.length === 1 && holding[0]?.custody === "expecting" && holding[0].handle === child.carried_by;
  const shape = holding.map(({ custody }) => custody).join();
  return shape === "joint,joint" || shape === "sole";
}

const childrenFaults = (world: WorldData): Found[] =>
  world.children.flatMap((child, place) =>
    custodyFits(child, tiesTo(child.handle, world.guardians)) ? [] : [fault("the guardians' custody does not fit together", "children", place)],
  );

/** Where a story stands after its events so far. */
type Standing = {
  readonly world: WorldData;
  readonly child: string;
  readonly day: number;
  /** The unit that may receive next, holds the child lead, and holds the plan. */
  readonly offered?: string;
  readonly lead?: string;
  readonly planLead?: string;
  readonly pending?: EventOf<"hand_over">;
  readonly plan?: EventOf<"plan">;
  readonly consents: readonly EventOf<"consent">[];
  readonly maturity: boolean;
};

const branchOf = (world: WorldData, unit: string | undefined): string | undefined =>
  world.authorities.flatMap(({ branches }) => branches).find(({ units }) => units.some(({ handle }) => handle === unit))?.handle;

const dutiesOf = (world: WorldData, who: string): string[] =>
  world.staff.filter(({ handle }) => handle === who).flatMap(({ duties }) => duties.map(({ unit }) => unit));

/** The unit somebody acts for: the one named, or the only one. */
function actingFor(world: WorldData, { who, as }: { who: string; as?: string | undefined }): string | undefined {
  const duties = dutiesOf(world, who);
  if (as !== undefined) return duties.includes(as) ? as : undefined;
  return duties.length === 1 ? duties[0] : undefined;
}

const isStaff = (world: WorldData, who: string): boolean => world.staff.some(({ handle }) => handle === who);

const unitOfEvent = (event: StoryEvent, world: WorldData): string | undefined => actingFor(world, { who: event.by, as: event.as });

const need = (holds: boolean, message: string, ...path: PropertyKey[]): Found[] => (holds ? [] : [fault(message, ...path)]);

/** Everybody who decides is asked, nobody else but the child. @ground FB 6:11, 6:13; OSL 12:3 */
function consentFaults(event: EventOf<"consent">, standing: Standing): Found[] {
  const { world, child } = standing;
  const unit = unitOfEvent(event, world);
  const deciding = tiesTo(child, world.guardians).filter(({ custody }) => custody !== "none").map(({ handle }) => handle);
  const asked = event.answers.map(({ who }) => who);
  return [
    ...need(deciding.every((who) => asked.includes(who)), "a guardian with custody is not asked", "answers"),
    ...need(asked.every((who) => who === child || deciding.includes(who)), "somebody without custody is asked", "answers"),
    ...need(unit === event.disclosing || unit === standing.lead, "asked by neither the disclosing unit nor the child lead", "by"),
    ...need(event.answers.every((given) => given.answer === "none" || given.day >= event.day), "answered before it was asked", "answers"),
    ...need(!event.receivers.includes(event.disclosing), "the disclosing unit is also a receiver", "receivers"),
    ...childSayFaults(event, standing),
  ];
}

/** A child has no sign-in of its own: somebody judges its say and writes the answer down. @ground OSL 12:3, REQ-038, REQ-059 */
function childSayFaults(event: EventOf<"consent">, { child, maturity }: Standing): Found[] {
  const own = event.answers.find(({ who }) => who === child);
  return [
    ...need(!own || maturity || event.maturity !== undefined, "the child's say has not been judged", "maturity"),
    ...need(own === undefined || own.answer === "none" || own.how !== "e-id", "a child's answer is written down by somebody", "answers"),
  ];
}

type Seat = { who: string; as?: string | undefined };

const seats = (people: readonly Seat[]): string => people.map(({ who, as }) => `${who} ${as ?? ""}`).sort().join();

const seatFaults = (people: readonly Seat[], { world, child }: Standing, ...path: PropertyKey[]): Found[] =>
  people.flatMap((seat, place) => {
    const family = seat.who === child || tiesTo(child, world.guardians).some(({ handle }) => handle === seat.who);
    const holds = isStaff(world, seat.who) ? actingFor(world, seat) !== undefined : family;
    return need(holds, `${seat.who} has no place here, or needs "as"`, ...path, place);
  });

/** Nobody from another branch is called without a consent that names them. @ground OSL 8:1, REQ-035 */
const uninvited = (event: EventOf<"meeting">, standing: Standing): Found[] =>
  event.invited.flatMap((seat, place) => {
    const to = actingFor(standing.world, seat);
    const own = to === undefined || branchOf(standing.world, to) === branchOf(standing.world, unitOfEvent(event, standing.world));
    return need(own || isCovered(event, to, standing), `no consent covers ${seat.who}`, "invited", place);
  });

const meetingFaults = (event: EventOf<"meeting">, standing: Standing): Found[] => [
  ...seatFaults(event.invited, standing, "invited"),
  ...need(event.meets_day > event.day, "the meeting is called too late", "meets_day"),
  ...need(event.meets_day <= 0 === (event.held !== undefined), "a past meeting was held, a coming one was not", "held"),
  ...uninvited(event, standing),
  ...need(!event.held || seats(event.held.attendance) === seats(event.invited), "attendance and invitations differ", "held", "attendance"),
];

function planFaults(event: EventOf<"plan">, { world, plan }: Standing): Found[] {
  const doing = event.measures.flatMap(({ who }) => ("unit" in who ? [who.unit] : []));
  const reached = event.contacts.map(({ unit }) => unit);
  const branches = reached.map((unit) => branchOf(world, unit));
  return [
    ...need(event.version === (plan?.version ?? 0) + 1, "the version does not follow", "version"),
    ...need(doing.every((unit) => reached.includes(unit)), "a unit with a measure has no contact", "contacts"),
    ...need(new Set(branches).size === branches.length, "a branch has two contacts", "contacts"),
    ...need(new Set(event.measures.map(({ ref }) => ref)).size === event.measures.length, "a measure's ref is used twice", "measures"),
    ...need(event.contacts.every(({ unit, who }) => dutiesOf(world, who).includes(unit)), "a contact works elsewhere", "contacts"),
    ...need(event.follow_up.day > event.day, "the follow-up comes before the plan", "follow_up", "day"),
  ];
}

function reportFaults(event: EventOf<"report">, { world, plan, planLead }: Standing): Found[] {
  const measure = plan?.measures.find(({ ref }) => ref === event.measure);
  if (!measure) return [fault(`no measure "${event.measure}" in the plan`, "measure")];
  const unit = "unit" in measure.who ? measure.who.unit : planLead;
  return need(unitOfEvent(event, world) === unit, "reported by another unit than the one that was to do it", "by");
}

/** A consent in force that day, granted by all who were asked, from the branch that tells to the branch that is told. @ground REQ-035 */
function isCovered(event: StoryEvent, to: string, { world, consents }: Standing): boolean {
  const from = branchOf(world, unitOfEvent(event, world));
  return consents.some(
    ({ disclosing, receivers, answers, day, until_days: days }) =>
      branchOf(world, disclosing) === from &&
      receivers.some((receiver) => branchOf(world, receiver) === branchOf(world, to)) &&
      answers.every((given) => given.answer === "granted" && given.day <= event.day) &&
      event.day < day + days,
  );
}

const deliveryFaults = (event: EventOf<"deliver_signal" | "hand_over">, standing: Standing): Found[] =>
  need(event.ground.kind !== "consent" || isCovered(event, event.to, standing), "no consent covers this delivery", "ground");

/** Who may act now: the one the signal or the hand-over was offered to, the child lead, or the holder of the plan. */
function turnFaults(event: StoryEvent, standing: Standing): Found[] {
  const unit = unitOfEvent(event, standing.world);
  const turns: Partial<Record<StoryEvent["event"], string | undefined>> = {
    receive: standing.offered,
    decide: standing.lead,
    meeting: standing.planLead ?? standing.lead,
    plan: standing.planLead ?? standing.lead,
    follow_up: standing.planLead,
    hand_over: event.event === "hand_over" && event.kind === "plan" ? standing.planLead : standing.lead,
    accept: standing.pending?.to,
    return: standing.pending?.to,
    close: standing.lead,
  };
  return need(!(event.event in turns) || (unit !== undefined && unit === turns[event.event]), "not this unit's turn", "by");
}

const wheelFaults = (event: EventOf<"wheel">, standing: Standing): Found[] => [
  ...seatFaults(event.voices.map((who) => ({ who })), standing, "voices"),
  ...need(event.perspective !== "guardian" || event.voices.length > 0, "whose words are these?", "voices"),
];

function ownFaults(event: StoryEvent, standing: Standing): Found[] {
  switch (event.event) {
    case "consent":
      return consentFaults(event, standing);
    case "meeting":
      return meetingFaults(event, standing);
    case "plan":
      return planFaults(event, standing);
    case "report":
      return reportFaults(event, standing);
    case "follow_up":
      return seatFaults(event.present, standing, "present");
    case "deliver_signal":
    case "hand_over":
      return deliveryFaults(event, standing);
    case "wheel":
      return wheelFaults(event, standing);
    default:
      return [];
  }
}

const dutyFaults = (event: StoryEvent, { world }: Standing): Found[] =>
  need(!isStaff(world, event.by) || unitOfEvent(event, world) !== undefined, `${event.by} has no such duty, or needs "as"`, "as");

const eventFaults = (event: StoryEvent, standing: Standing): Found[] => [
  ...need(event.day >= standing.day, "the day comes before the event above", "day"),
  ...dutyFaults(event, standing),
  ...turnFaults(event, standing),
  ...ownFaults(event, standing),
];

/** What an accepted hand-over changes: a matter taken over leaves the sender without one. @model K2 */
function accepted({ pending }: Standing): Partial<Standing> {
  if (pending?.kind === "plan") return { planLead: pending.to };
  return { lead: pending?.kind === "lead" ? pending.to : "" };
}

function changed(event: StoryEvent, standing: Standing): Partial<Standing> {
  const unit = unitOfEvent(event, standing.world) ?? "";
  switch (event.event) {
    case "signal":
      return { offered: unit };
    case "deliver_signal":
      return { offered: event.to };
    case "receive":
      return { lead: unit };
    case "consent":
      return { consents: [...standing.consents, event], maturity: standing.maturity || event.maturity !== undefined };
    case "plan":
      return { plan: event, planLead: unit };
    case "hand_over":
      return { pending: event };
    case "accept":
      return accepted(standing);
    default:
      return {};
  }
}

function after(event: StoryEvent, standing: Standing): Standing {
  const { pending, ...rest } = standing;
  const answered = event.event === "accept" || event.event === "return";
  const day = event.event === "meeting" && event.held ? event.meets_day : event.day;
  return { ...rest, ...(pending && !answered && { pending }), day, ...changed(event, standing) };
}

function storyFaults(story: Story, world: WorldData): Found[] {
  let standing: Standing = { world, child: story.child, day: Number.NEGATIVE_INFINITY, consents: [], maturity: false };
  return story.events.flatMap((event, place) => {
    const found = eventFaults(event, standing).map(({ path, message }) => fault(message, "events", place, ...path));
    standing = after(event, standing);
    return found;
  });
}

/** Every fault of a world whose files fit their schemas; empty when it can be built. */
export const worldFaults = (world: WorldData): WorldFault[] => [
  ...organisationFaults(world).map((found) => ({ file: "organisation.yaml", ...found })),
  ...peopleFaults(world).map((found) => ({ file: "people.yaml", ...found })),
  ...childrenFaults(world).map((found) => ({ file: "children.yaml", ...found })),
  ...world.stories.flatMap((story) => storyFaults(story, world).map((found) => ({ file: `stories/${story.child}.yaml`, ...found }))),
];
