import { form, page } from "../house.ts";
import type { Route } from "../platform/web/route.ts";
import { text } from "../platform/web/fields.ts";
import { callPage } from "./call-routes.tsx";
import { holdPage } from "./hold-routes.tsx";
import { comePage } from "./invitation-routes.tsx";
import { cancelMeeting } from "./meeting-actions.ts";
import { findHere, listReplies, MeetingPlace, readAround, uncoveredIn, type Here } from "./meeting-here.ts";
import { CancelPage, meetingName, MeetingPage, type MeetingModel } from "./meeting-pages.tsx";
import { checkMinutesPage, chooseMinutesPage } from "./minutes-routes.tsx";

async function loadMeeting(asking: Here): Promise<MeetingModel | undefined> {
  const [here, replies, around] = await Promise.all([findHere(asking), listReplies(asking, asking.params.matter), readAround(asking)]);
  return here && { ...here, practice: asking.house.practice, replies, uncovered: here.meeting.state === "called" ? uncoveredIn(around, here.matter, here.meeting) : [] };
}

const traceOf = ({ matter, meeting }: MeetingModel) => ({ matterId: matter.id, childId: matter.childId, shown: { meeting: meeting.id, state: meeting.state } });

/** A meeting before and after: who answered what, or what was said and decided. */
const meetingPage = page({
  path: "/matters/:matter/meetings/:meeting",
  area: "staff",
  access: "matter.read",
  audit: { event: "meeting.viewed", forFamily: true },
  params: MeetingPlace,
  load: loadMeeting,
  trace: traceOf,
  title: ({ meeting }, words) => meetingName(meeting, words),
  view: (model, seen) => <MeetingPage model={model} seen={seen} />,
});

const cancelPage = form({
  path: "/matters/:matter/meetings/:meeting/cancel",
  area: "staff",
  access: "meeting.hold",
  audit: { event: "meeting.cancelled", forFamily: true },
  fresh: true,
  params: MeetingPlace,
  load: async (asking) => {
    const model = await loadMeeting(asking);
    return model?.meeting.state === "called" ? model : undefined;
  },
  trace: traceOf,
  title: (_, words) => words.t("meeting.cancel.title"),
  fields: (_, words) => ({ why: text({ label: words.t("meeting.cancel.why"), hint: words.t("meeting.cancel.why.hint"), required: true, max: 600, rows: 3 }) }),
  buttons: (_, words) => [{ label: words.t("meeting.cancel.button"), kind: "danger" }],
  view: (model, seen, { form: drawn }) => <CancelPage model={model} seen={seen} form={drawn} />,
  perform: async (acting, { model, values }) =>
    (await cancelMeeting(acting, { meeting: model.meeting.id, why: values.why }))
    ?? { to: `/matters/${model.matter.id}/meetings/${model.meeting.id}`, done: "meetingCancelled", trace: { shown: { meeting: model.meeting.id } } },
});

export const meetingRoutes: readonly Route[] = [callPage, meetingPage, holdPage, cancelPage, chooseMinutesPage, checkMinutesPage, comePage];
