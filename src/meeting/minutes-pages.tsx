import type { VNode } from "preact";
import { compareProtection, type BranchKind } from "../access/secrecy.ts";
import type { KnownGuardian } from "../child/index.ts";
import type { Matter } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Card, Notice, PageTitle, Said, Stack } from "../ui/index.ts";
import { asRequired, Trail } from "./call-pages.tsx";
import type { Part } from "./meeting-content.ts";
import { meetingName, Minutes } from "./meeting-pages.tsx";
import type { Meeting } from "./meeting.ts";

export type MinutesModel = { readonly matter: Matter; readonly meeting: Meeting; readonly parties: readonly KnownGuardian[]; readonly units: readonly Unit[]; readonly parts: readonly Part[] };
export type Chosen = { readonly guardians: readonly KnownGuardian[]; readonly guardianParts: readonly Part[]; readonly units: readonly Unit[]; readonly unitParts: readonly Part[] };
export type CheckModel = MinutesModel & { readonly chosen: Chosen; readonly back: string };

type ChooseProps = { model: MinutesModel; seen: Seen; state: FormState; buttons: readonly FormButton[] };

export function ChoosePage({ model, seen, state, buttons }: ChooseProps) {
  const { words } = seen;
  const title = words.t("meeting.send.title");
  return (
    <Stack>
      <Trail matter={model.matter} page={title} seen={seen} />
      <PageTitle over={meetingName(model.meeting, words)} lead={words.t("meeting.send.lead")}>{title}</PageTitle>
      <form method="post" action={state.action} noValidate>
        <Unseen state={state} />
        <Stack>
          {model.parties.length > 0 && <Card title={words.t("meeting.check.guardians")}><Two names={["guardians", "guardianParts"]} state={state} /></Card>}
          <Card title={words.t("meeting.check.units")}>
            {model.units.length > 0 ? <Two names={["units", "unitParts"]} state={state} /> : <p>{words.t("meeting.send.units.none")}</p>}
          </Card>
          <FormButtons buttons={buttons} />
        </Stack>
      </form>
    </Stack>
  );
}

function Two({ names, state }: { names: readonly string[]; state: FormState }) {
  return <Stack>{names.map((name) => <FieldOf key={name} state={asRequired(state)} name={name} />)}</Stack>;
}

export function CheckPage({ model, seen, form }: { model: CheckModel; seen: Seen; form: VNode }) {
  const { words } = seen;
  const { chosen } = model;
  const title = words.t("meeting.check.title");
  return (
    <Stack>
      <Trail matter={model.matter} page={title} seen={seen} />
      <PageTitle over={meetingName(model.meeting, words)} lead={words.t("meeting.check.lead")}>{title}</PageTitle>
      {chosen.guardians.length > 0 && <Copy title={words.t("meeting.check.guardians")} to={chosen.guardians} ground={words.t("meeting.check.ground.party")} parts={chosen.guardianParts} />}
      {chosen.units.length > 0 && <Copy title={words.t("meeting.check.units")} to={chosen.units} ground={words.t("meeting.check.ground.consent")} parts={chosen.unitParts} />}
      {chosen.units.map((unit) => <Weaker key={unit.id} from={model.matter.branchKind} unit={unit} seen={seen} />)}
      {form}
      <p><a href={model.back}>{words.t("meeting.check.change")}</a></p>
    </Stack>
  );
}

/** Secrecy does not travel: said where the receiver's own rule protects less. @ground OSL 7:2, REQ-013 */
function Weaker({ from, unit, seen }: { from: BranchKind; unit: Unit; seen: Seen }) {
  const protection = compareProtection(from, unit.kind);
  if (protection === "same" || protection === "stronger") return null;
  return <Notice kind="warning" title={seen.words.say(`secrecy.compare.${protection}`, { receiver: unit.name })} />;
}

type CopyProps = { title: string; to: readonly { readonly name: string }[]; ground: string; parts: readonly Part[] };

/** One copy as its receivers will read it. */
function Copy({ title, to, ground, parts }: CopyProps) {
  return (
    <Card title={title}>
      <p><strong><Said>{to.map(({ name }) => name).join(", ")}</Said></strong></p>
      <p class="quiet">{ground}</p>
      <Minutes parts={parts} />
    </Card>
  );
}
