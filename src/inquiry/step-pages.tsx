import type { VNode } from "preact";
import { ChildName, type Matter } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FormOf, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Card, PageTitle, Quote, Said, SaidText, Stack } from "../ui/index.ts";
import { asked } from "./asked.ts";
import type { Closing } from "./inquiry.ts";
import { Crumbs } from "./wheel-pages.tsx";

type Props = { readonly matter: Matter; readonly seen: Seen; readonly form: VNode };

/** Asked once more before a matter takes a step: what happens, and when it would be wrong. */
export function StepPage({ matter, seen, form, step }: Props & { step: "begin" | "again" }) {
  const { words, today } = seen;
  const title = words.t(`inquiry.${step}.title`);
  return (
    <Stack>
      <Crumbs matter={matter} seen={seen} here={title} />
      <PageTitle over={<ChildName matter={matter} today={today} />} lead={words.t(`inquiry.${step}.text`)}>{title}</PageTitle>
      <p>{words.t(step === "begin" ? "inquiry.begin.sure" : "inquiry.again.when")}</p>
      {form}
    </Stack>
  );
}

/** A good end, in words the family can read. */
export function ClosePage({ matter, seen, state, buttons }: Omit<Props, "form"> & { state: FormState; buttons: readonly FormButton[] }) {
  const { words, today } = seen;
  return (
    <Stack>
      <Crumbs matter={matter} seen={seen} here={words.t("inquiry.close.title")} />
      <PageTitle over={<ChildName matter={matter} today={today} />} lead={words.t("inquiry.close.lead")}>{words.t("inquiry.close.title")}</PageTitle>
      <Card><FormOf state={"childWords" in state.fields ? asked(state, "childWords") : state} buttons={buttons} /></Card>
      <p class="quiet">{words.t("inquiry.close.after")}</p>
    </Stack>
  );
}

/** How it ended: what became better, what the child says, and whom to turn to now. */
export function ClosingView({ closing, child }: { closing: Closing; child: string }) {
  const words = useWords();
  const { childView } = closing;
  return (
    <div class="closing">
      <p class="decision-outcome">{words.t(`inquiry.close.${closing.outcome}`)}</p>
      <SaidText>{closing.words}</SaidText>
      {"words" in childView ? <Quote by={<><Said>{child}</Said>{childView.how && <>. <Said>{childView.how}</Said></>}</>}>{childView.words}</Quote> : <p>{words.t("inquiry.closed.no-child")} <Said>{childView.missing}</Said></p>}
      <p><strong>{words.t("inquiry.closed.turn-to")}:</strong> <Said>{closing.turnTo}</Said></p>
      <p class="quiet"><Said>{closing.by}</Said>, {words.day(dayOf(closing.at))}</p>
    </div>
  );
}
