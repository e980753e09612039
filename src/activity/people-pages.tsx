import type { VNode } from "preact";
import type { Day } from "../platform/clock.ts";
import type { Seen } from "../platform/web/route.ts";
import { PostButton } from "../platform/web/form.tsx";
import { Card, DataTable, Empty, PageTitle, Phone, Said, SaidText, Stack } from "../ui/index.ts";
import type { Activity } from "./activity.ts";
import { dayText } from "./activity-words.ts";
import { KeepCrumbs } from "./keep-pages.tsx";
import type { Comer } from "./sign-up-store.ts";
import { eraseOn, seatsFor } from "./sign-up.ts";

export type PeopleModel = { readonly activity: Activity; readonly day: Day | undefined; readonly comers: readonly Comer[] };

const Reached = ({ to }: { to: string }) => (to.includes("@") ? <a href={`mailto:${to}`}><Said>{to}</Said></a> : <Phone number={to} />);

type ListProps = { title: string; comers: readonly Comer[]; seen: Seen };

function Comers({ title, comers, seen: { words, path, once } }: ListProps) {
  return (
    <DataTable
      caption={title}
      columns={["people.name", "people.to", "people.party", "people.said", "people.off"].map((key) => ({ label: words.say(key) }))}
      rows={comers.map(({ id, name, to, adults, children, said }) => ({
        key: id,
        cells: [
          <Said key="n">{name}</Said>, <Reached key="t" to={to} />, words.t("people.party.text", { adults, children }), said ? <SaidText key="s">{said}</SaidText> : "–",
          <PostButton key="o" kind="quiet" action={path} once={once()} label={words.t("people.off")} fields={{ who: id }} />,
        ],
      }))}
    />
  );
}

/** Who comes. Read by the organiser's unit alone, and every reading leaves a line. @ground GDPR 5.1 c, 5.2 */
export function PeoplePage({ model: { activity, day, comers }, seen }: { model: PeopleModel; seen: Seen }) {
  const { words } = seen;
  const when = day === undefined ? words.t("people.round") : dayText(words, day);
  const [coming, waiting] = [comers.filter(({ state }) => state === "coming"), comers.filter(({ state }) => state === "waiting")];
  const taken = coming.reduce((sum, party) => sum + seatsFor(activity, party), 0);
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={words.t("people.title")} />
      <PageTitle over={<><Said>{activity.name}</Said> · {when}</>} lead={words.t("people.lead", { day: words.day(eraseOn(activity, day)) })}>{words.t("people.title")}</PageTitle>
      {comers.length === 0 && <Empty title={words.t("people.none.title")} text={words.t("people.none.text")} />}
      {comers.length > 0 && <p>{words.t("people.seats", { taken, capacity: activity.capacity ?? 0 })}</p>}
      {coming.length > 0 && <Comers title={words.t("people.coming")} comers={coming} seen={seen} />}
      {waiting.length > 0 && <Comers title={words.t("people.waiting")} comers={waiting} seen={seen} />}
      {comers.length > 0 && <p class="quiet">{words.t("people.off.why")}</p>}
    </Stack>
  );
}

/** How many came: numbers, and nobody. @model degerforsmodellen 2.3 */
export function AttendancePage({ activity, day, form, seen: { words } }: { activity: Activity; day: Day; form: VNode; seen: Seen }) {
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={words.t("attendance.title")} />
      <PageTitle over={<><Said>{activity.name}</Said> · {dayText(words, day)}</>} lead={words.t("attendance.lead")}>{words.t("attendance.title")}</PageTitle>
      <Card>{form}</Card>
    </Stack>
  );
}
