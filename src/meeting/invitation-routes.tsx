import { z } from "zod";
import { findContent, findDelivery, listDeliveriesAbout, noteOpened, type Delivered } from "../disclosure/index.ts";
import { form } from "../house.ts";
import { listColleagues } from "../organisation/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, choices, text } from "../platform/web/fields.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { answerInvitation } from "./invitation-actions.ts";
import { ComePage, needsReading, type ComeModel } from "./invitation-pages.tsx";
import { readMeetingData } from "./meeting-content.ts";

/** The other units of the same call, as a guardian may know them: sent in the same instant from the same matter. */
async function listOthers(tx: Tx, delivery: Delivered): Promise<string[]> {
  const all = await listDeliveriesAbout(tx, delivery.childId);
  const same = all.filter(({ kind, matterId, at }) => kind === "invitation" && matterId === delivery.matterId && at.getTime() === delivery.at.getTime());
  return same.flatMap(({ toUnit, toAuthority }) => (toUnit ? [[toUnit, toAuthority].filter(Boolean).join(", ")] : []));
}

const comingOptions = ({ asGuardian }: ComeModel, words: Words) => {
  const said = (answer: "yes" | "no", as: string) => ({ value: answer, label: words.say(`meeting.come.${answer}.${as}`), ...(words.has(`meeting.come.${answer}.${as}.hint`) ? { hint: words.say(`meeting.come.${answer}.${as}.hint`) } : {}) });
  const as = asGuardian ? "guardian" : "unit";
  return [said("yes", as), said("no", as)];
};

const fieldsOf = (model: ComeModel, words: Words) => {
  const as = model.asGuardian ? "guardian" : "unit";
  return {
    coming: choice({ label: words.t(`meeting.come.question.${as}`), required: true, options: comingOptions(model, words) }),
    who: choices({ label: words.t("meeting.come.who"), hint: words.t("meeting.come.who.hint"), options: model.colleagues.map(({ dutyId, name, role }) => ({ value: dutyId, label: name, hint: words.say(`role.${role}`), said: true })) }),
    words: text({ label: words.t(`meeting.come.words.${as}`), max: 1000, rows: 3, ...(model.asGuardian ? { hint: words.t("meeting.come.words.guardian.hint") } : {}) }),
  };
};

/** A guardian or an invited unit reads an invitation and answers it. @model K1, K2 */
export const comePage = form({
  path: "/deliveries/:delivery/come",
  area: "family",
  access: "delivery.come",
  audit: { event: "invitation.answered", forFamily: true },
  params: z.object({ delivery: z.uuid() }),
  load: async ({ tx, house, params, actor, at }): Promise<(ComeModel & { self: string }) | undefined> => {
    const [delivery, content, self] = await Promise.all([findDelivery(tx, params.delivery), findContent(tx, house.keys, params.delivery), actor]);
    const meeting = readMeetingData(content?.data);
    if (!delivery || !content || !meeting || !self) return undefined;
    const asGuardian = self.duty === undefined;
    const [colleagues, others] = await Promise.all([
      self.duty ? listColleagues(tx, house.keys, { units: [self.duty.unitId], at }) : [],
      asGuardian ? listOthers(tx, delivery) : [],
      needsReading({ delivery, content }) ? undefined : noteOpened(tx, delivery.id, at),
    ]);
    return { delivery, content, meeting, asGuardian, colleagues, others, practice: house.practice, self: self.duty?.id ?? "" };
  },
  trace: ({ delivery }) => ({ childId: delivery.childId, matterId: delivery.matterId, ground: delivery.ground, shown: { delivery: delivery.id, kind: delivery.kind } }),
  title: (_, words) => words.t("meeting.come.tab"),
  fields: fieldsOf,
  initial: ({ self }) => ({ who: self }),
  buttons: (_, words) => [{ label: words.t("meeting.come.button") }],
  view: (model, seen, { state }) => <ComePage model={model} seen={seen} state={state} buttons={[{ label: seen.words.t("meeting.come.button") }]} />,
  perform: async (acting, { model, values }) => {
    if (needsReading(model)) return refuse("delivery.reservation");
    const coming = values.coming === "yes";
    const taken = await answerInvitation(acting, { delivery: model.delivery.id, coming, words: values.words, colleagues: coming ? values.who : [] });
    if (isRefusal(taken)) return taken;
    const trace = { shown: { delivery: model.delivery.id, answer: values.coming } };
    if (taken) return { to: `/matters/${taken}`, done: "invitationTaken", trace };
    return { to: model.asGuardian ? `/family/${model.delivery.childId}` : "/list", done: "invitationAnswered", trace };
  },
});
