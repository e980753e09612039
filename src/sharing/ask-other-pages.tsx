import type { VNode } from "preact";
import type { OtherHere } from "../consent/index.ts";
import type { Seen } from "../platform/web/route.ts";
import { Card, Notice, PageTitle, Said, Stack } from "../ui/index.ts";
import type { Step } from "./bench.ts";
import { Head } from "./compose-pages.tsx";
import { sectionsAbout } from "./others.ts";
import { Sections } from "./parcel-view.tsx";

/** A delivery on its way, and somebody else it speaks of. `signsIn`: a guardian, who can answer in her own sign-in. */
export type AskingOther = { readonly step: Step; readonly other: OtherHere; readonly signsIn: boolean };

/** Asking somebody about that person's own life: what it says, whom it would go to, and how the answer comes. @ground OSL 12:2, REQ-039 */
export function AskOtherPage({ asking: { step, other, signsIn }, seen, form }: { asking: AskingOther; seen: Seen; form: VNode }): VNode {
  const { words } = seen;
  const { name } = other;
  return (
    <Stack>
      <Head bench={step} seen={seen} />
      <PageTitle lead={words.t("sharing.others.lead")}>{words.t("sharing.others.title", { name })}</PageTitle>
      <Card title={words.t("sharing.others.parts", { name })}>
        <Sections sections={sectionsAbout(step.parcel, other, step.language)} />
        <p>{words.t("sharing.check.to")}: <Said>{step.foreign.map(({ unit }) => `${unit.name}, ${unit.authority}`).join("; ")}</Said></p>
      </Card>
      {signsIn ? <p>{words.t("sharing.others.signIn", { name })}</p> : <Notice kind="info" title={words.t("sharing.others.noSignIn", { name })}><p>{words.t("sharing.others.careful")}</p></Notice>}
      {form}
    </Stack>
  );
}
