import type { VNode } from "preact";
import { useWords } from "../platform/i18n/words.tsx";
import { Breadcrumb, Card, Notice, PageTitle, Pairs, Row, Rows, Said, Stack, Tag } from "../ui/index.ts";
import type { Activity } from "./activity.ts";
import { KeepCrumbs } from "./keep-pages.tsx";
import type { Askable, Invitation } from "./together-store.ts";

export type TogetherModel = { readonly activity: Activity; readonly invitations: readonly Invitation[]; readonly askable: readonly Askable[] };

/** Who is there, who has not answered, who would rather not; and a form to ask one more. */
export function TogetherPage({ model: { activity, invitations, askable }, form }: { model: TogetherModel; form: VNode }) {
  const words = useWords();
  const partOf = (unit: string) => `/our/activities/${activity.handle}/together/${unit}`;
  const others = invitations.filter(({ answer, unitId }) => answer === undefined || (answer === "no" && !activity.companions.some((one) => one.unitId === unitId)));
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={words.t("together.title")} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={words.t("together.lead")}>{words.t("together.title")}</PageTitle>
      {activity.companions.length > 0 && (
        <Card title={words.t("together.there")}><Rows>{activity.companions.map(({ unitId, unit, gives }) => <Row key={unitId} name={unit} href={partOf(unitId)} next={<Said>{gives}</Said>} when={words.t("together.part")} />)}</Rows></Card>
      )}
      {others.length > 0 && (
        <Card title={words.t("together.asked")}>
          <Rows>
            {others.map(({ id, unitId, unit, gives, answer }) => (
              <Row key={id} name={unit} {...(answer === undefined ? { href: partOf(unitId) } : {})} beside={<Tag kind="calm">{words.t(answer === undefined ? "together.waits" : "together.no")}</Tag>} next={<Said>{gives}</Said>} when={answer === undefined ? words.t("together.back") : undefined} />
            ))}
          </Rows>
        </Card>
      )}
      <Card title={words.t("together.more")}>{askable.length > 0 ? form : <p>{words.t("together.nobody")}</p>}</Card>
    </Stack>
  );
}

export type PartModel = { readonly activity: Activity; readonly unit: string; readonly isThere: boolean };

export function PartPage({ model: { activity, unit, isThere }, form }: { model: PartModel; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={words.t("together.title")} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={words.t(isThere ? "together.part.lead" : "together.back.lead")}><Said>{unit}</Said></PageTitle>
      {form}
    </Stack>
  );
}

/** What a unit is asked, and by whom. */
export function InvitationPage({ invitation: { handle, activity, about, organiser, gives, answer }, form }: { invitation: Invitation; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("keep.title"), href: "/our/activities" }, { label: words.t("invitation.title") }]} />
      <PageTitle over={<Said>{activity}</Said>} lead={<Said>{about}</Said>}>{words.t("invitation.title")}</PageTitle>
      <Card>
        <Pairs items={[{ label: words.t("invitation.by"), value: <Said>{organiser}</Said> }, { label: words.t("invitation.hope"), value: <Said>{gives}</Said> }]} />
        <p><a href={`/activities/${handle}`}>{words.t("keep.public")}</a></p>
      </Card>
      {answer ? <Notice kind="info" title={words.t(`invitation.said.${answer}`)} /> : <Card>{form}</Card>}
    </Stack>
  );
}

export function LeavePage({ activity, form }: { activity: Activity; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("keep.title"), href: "/our/activities" }, { label: <Said>{activity.name}</Said> }]} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={words.t("leave.lead")}>{words.t("leave.title")}</PageTitle>
      {form}
    </Stack>
  );
}
