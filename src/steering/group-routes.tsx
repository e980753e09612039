import { z } from "zod";
import { byDuty, listPeople, writeLetters } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { listUnits } from "../organisation/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse } from "../platform/result.ts";
import { choice, line, text } from "../platform/web/fields.ts";
import { Card, Said } from "../ui/index.ts";
import { listDecisions, listGatherings, listOpenActions } from "./gathering-store.ts";
import { FormPage, GroupPage, groupCrumbs, groupsCrumb, GroupsPage, InvitePage, whoIs, whoText, type GroupModel, type Groups, type Inviting, type People } from "./group-pages.tsx";
import { dutiesIn, findGroup, findPact, insertGroup, insertInvitation, listGroups, saveGroup, turnMember, type GroupDraft } from "./group-store.ts";
import { aboutSomebody, groupKinds, memberStep, memberTasks, type Group, type Member, type MemberStep, type Pact } from "./steering.ts";

const ofAgreement = z.object({ agreement: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const ofGroup = z.object({ group: z.uuid() });
const isId = (written: string | null): written is string => written !== null && z.uuid().safeParse(written).success;

const groupsPage = page({
  path: "/agreements/:agreement/groups", area: "staff", access: "agreement.read", audit: { event: "groups.listed" }, params: ofAgreement,
  load: async ({ tx, params }): Promise<Groups | undefined> => {
    const [pact, groups, gatherings] = await Promise.all([findPact(tx, params), listGroups(tx, params), listGatherings(tx, params)]);
    return pact && { pact, groups, gatherings };
  },
  title: (_, words) => words.t("steering.groups"),
  view: (all, seen) => <GroupsPage all={all} seen={seen} />,
});

const groupFields = (words: Words) => ({
  name: line({ label: words.t("steering.name"), required: true, max: 80, width: "long" }),
  purpose: text({ label: words.t("steering.purpose"), hint: words.t("steering.purpose.hint"), required: true, max: 400, rows: 2 }),
  mandate: text({ label: words.t("steering.mandate"), hint: words.t("steering.mandate.hint"), required: true, max: 2000, rows: 4 }),
  rhythm: line({ label: words.t("steering.rhythm"), hint: words.t("steering.rhythm.hint"), required: true, max: 100 }),
});
const numbered = ({ name, purpose, mandate, rhythm }: Omit<GroupDraft, "kind">) => aboutSomebody({ name, purpose, mandate, rhythm }, [], true);

const newGroup = form({
  path: "/agreements/:agreement/groups/new", area: "staff", access: "agreement.keep", audit: { event: "group.begun" }, params: ofAgreement,
  load: ({ tx, params }) => findPact(tx, params),
  title: (_, words) => words.t("steering.group.new"),
  fields: (_, words) => ({ kind: choice({ label: words.t("steering.kind"), required: true, options: groupKinds.map((value) => ({ value, label: words.t(`steering.kind.${value}`), hint: words.t(`steering.kind.${value}.hint`) })) }), ...groupFields(words) }),
  buttons: (_, words) => [{ label: words.t("steering.group.begin") }],
  view: (pact, { words }, drawn) => <FormPage pact={pact} crumbs={[groupsCrumb(words, pact)]} title={words.t("steering.group.new")} lead={words.t("steering.group.new.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async ({ tx }, { model: pact, values }) => {
    const wrong = numbered(values);
    if (wrong) return wrong;
    const id = await insertGroup(tx, pact, values);
    return id === undefined ? refuse("steering.taken", { field: "name" }) : { to: `/groups/${id}`, done: "saved", trace: { shown: { group: id } } };
  },
});

type Grouped = { readonly pact: Pact; readonly group: Group };

const groupPage = page({
  path: "/groups/:group", area: "staff", access: "group.read", audit: { event: "group.read" }, params: ofGroup,
  load: async ({ tx, house, params }): Promise<GroupModel | undefined> => {
    const [pact, group, people, gatherings, decisions, actions] = await Promise.all([
      findPact(tx, params), findGroup(tx, params.group), listPeople(tx, house.keys, { duties: dutiesIn(params) }), listGatherings(tx, params), listDecisions(tx, params.group), listOpenActions(tx, params.group),
    ]);
    return pact && group && { pact, group, people: byDuty(people), gatherings, decisions, actions };
  },
  trace: ({ group }) => ({ shown: { group: group.id } }),
  title: (_, words) => words.t("steering.group"),
  view: (model, seen) => <GroupPage model={model} seen={seen} />,
});

const editGroup = form({
  path: "/groups/:group/edit", area: "staff", access: "group.keep", audit: { event: "group.written" }, params: ofGroup,
  load: async ({ tx, params }): Promise<Grouped | undefined> => {
    const [pact, group] = await Promise.all([findPact(tx, params), findGroup(tx, params.group)]);
    return pact && group && { pact, group };
  },
  title: (_, words) => words.t("steering.group.edit"),
  fields: (_, words) => groupFields(words),
  initial: ({ group: { name, purpose, mandate, rhythm } }) => ({ name, purpose, mandate, rhythm }),
  version: ({ group }) => group.version,
  buttons: ({ group }, words) => [{ label: words.t("steering.save"), value: "save" }, group.endedOn === undefined ? { label: words.t("steering.group.end"), value: "end", kind: "danger" } : { label: words.t("steering.group.resume"), value: "resume", kind: "quiet" }],
  view: ({ pact, group }, { words }, drawn) => <FormPage pact={pact} crumbs={groupCrumbs(words, pact, group)} over={<Said>{group.name}</Said>} title={words.t("steering.group.edit")} lead={words.t("steering.group.edit.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async ({ tx, today }, { model: { group }, values, intent, version }) => {
    const wrong = numbered(values);
    if (wrong) return wrong;
    const endedOn = intent === "end" ? today : intent === "resume" ? null : (group.endedOn ?? null);
    const how = await saveGroup(tx, { id: group.id, version }, values, endedOn);
    if (how === "taken") return refuse("steering.taken", { field: "name" });
    if (how === "changed") return { conflict: { name: group.name, purpose: group.purpose, mandate: group.mandate, rhythm: group.rhythm } };
    return { to: `/groups/${group.id}`, done: "saved", trace: { shown: { group: group.id } } };
  },
});

/** The parties whose authority a unit belongs to. */
const partiesOf = (pact: Pact, authority: string | undefined) => pact.parties.filter(({ authorityId }) => authorityId === authority);

function inviteFields({ parties, choices, group, people }: Inviting, words: Words) {
  const regular = group.members.filter(({ state, task }) => state === "accepted" && task !== "deputy");
  return {
    duty: choice({ label: words.t("steering.invite.who"), required: true, options: choices.map(({ dutyId }) => ({ value: dutyId, label: whoText(words, people, dutyId), said: true })) }),
    party: choice({ label: words.t("steering.invite.party"), required: true, options: parties.map(({ id, board, authority }) => ({ value: id, label: `${board}, ${authority}`, said: true })) }),
    task: choice({ label: words.t("steering.invite.task"), required: true, options: memberTasks.map((value) => ({ value, label: words.t(`steering.task.${value}`) })) }),
    deputyFor: choice({ label: words.t("steering.invite.deputy"), drawn: "list", options: regular.map(({ id, dutyId }) => ({ value: id, label: whoText(words, people, dutyId), said: true })) }),
  };
}

/** Invites somebody from a party. It gives nobody a place: they answer themselves. */
const inviteForm = form({
  path: "/groups/:group/members/new", area: "staff", access: "group.hold", audit: { event: "group.invited" }, params: ofGroup,
  load: async ({ tx, house, params, query }): Promise<Inviting | undefined> => {
    const unit = isId(query.get("unit")) ? query.get("unit")! : undefined;
    const [pact, group, units, people] = await Promise.all([
      findPact(tx, params), findGroup(tx, params.group), listUnits(tx), listPeople(tx, house.keys, { duties: dutiesIn(params), units: unit === undefined ? [] : [unit] }),
    ]);
    if (!pact || !group || group.endedOn !== undefined) return undefined;
    const own = units.filter(({ authorityId }) => partiesOf(pact, authorityId).length > 0);
    const chosen = own.find(({ id }) => id === unit);
    const taken = new Set(group.members.filter(({ state }) => state !== "left").map(({ dutyId }) => dutyId));
    return { pact, group, people: byDuty(people), units: own, unit: chosen?.id, choices: people.filter(({ unitId, dutyId }) => unitId === chosen?.id && !taken.has(dutyId)), parties: partiesOf(pact, chosen?.authorityId) };
  },
  title: (_, words) => words.t("steering.invite"),
  fields: inviteFields,
  initial: ({ parties }) => ({ task: "member", ...(parties.length === 1 ? { party: parties[0]!.id } : {}) }),
  buttons: (_, words) => [{ label: words.t("steering.invite.send") }],
  view: (model, seen, drawn) => <InvitePage model={model} form={drawn.form} seen={seen} />,
  perform: async (acting, { model: { group }, values }) => {
    if (values.deputyFor !== "" && values.task !== "deputy") return refuse("steering.deputy", { field: "task" });
    const invited = await insertInvitation(acting.tx, { group: group.id, party: values.party, duty: values.duty, task: values.task, deputyFor: values.deputyFor || undefined, by: dutyOf(acting).id, at: acting.at });
    if (!invited) return refuse("steering.invited", { field: "duty" });
    await writeLetters(acting.tx, [values.duty]);
    return { to: `/groups/${group.id}`, done: "groupInvited", trace: { shown: { group: group.id, duty: values.duty } } };
  },
});

type Placed = Grouped & { readonly member: Member; readonly step: MemberStep; readonly people: People };

/** Somebody's own answer to an invitation, or their leaving; calling somebody home for one's party; taking an invitation back. */
const memberForm = form({
  path: "/groups/:group/members/:member", area: "staff", access: "group.read", audit: { event: "group.answered" }, params: ofGroup.extend({ member: z.uuid() }),
  load: async ({ tx, house, params, actor }): Promise<Placed | undefined> => {
    const [pact, group, people, self] = await Promise.all([findPact(tx, params), findGroup(tx, params.group), listPeople(tx, house.keys, { duties: dutiesIn(params) }), actor]);
    const member = group?.members.find(({ id }) => id === params.member);
    if (!pact || !group || !member || !self?.duty) return undefined;
    const duty: string = self.duty.id;
    const own = group.members.some(({ dutyId, state, task }) => dutyId === duty && state === "accepted" && (task === "chair" || task === "secretary"));
    // An invitation of somebody else's is seen only by whoever may take it back: row-level security has decided.
    const step = memberStep(member, { duty, signs: pact.parties.some(({ id, signatory }) => id === member.partyId && signatory === duty), holds: own || member.state === "invited" });
    return step && { pact, group, member, step, people: byDuty(people) };
  },
  title: ({ step }, words) => words.t(`steering.step.${step}`),
  fields: () => ({}),
  buttons: ({ step }, words) => (step === "answer" ? [{ label: words.t("steering.accept"), value: "accepted" }, { label: words.t("steering.decline"), value: "declined", kind: "quiet" }] : [{ label: words.t(`steering.step.${step}`), value: step, kind: "danger" }]),
  view: ({ pact, group, member, step, people }, { words }, drawn) => (
    <FormPage pact={pact} crumbs={groupCrumbs(words, pact, group)} over={<Said>{group.name}</Said>} title={words.t(`steering.step.${step}`)} lead={step === "answer" ? <Said>{group.purpose}</Said> : whoIs(words, people, member.dutyId)}>
      <Card><p>{words.t(`steering.step.${step}.text`)}</p>{drawn.form}</Card>
    </FormPage>
  ),
  perform: async ({ tx, at }, { model: { group, member, step }, intent }) => {
    const to = step === "answer" ? (intent === "accepted" ? "accepted" : intent === "declined" ? "declined" : undefined) : step === "withdraw" ? "withdrawn" : "left";
    if (to === undefined) return refuse("steering.unanswered");
    if (!(await turnMember(tx, member, to, at))) return refuse("steering.changed");
    return { to: `/groups/${group.id}`, done: `group.${to}`, trace: { shown: { group: group.id, member: member.id } } };
  },
});

export const groupRoutes = [groupsPage, newGroup, groupPage, editGroup, inviteForm, memberForm];
