import type { VNode } from "preact";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Breadcrumb, Card, Notice, PageTitle, Pairs, Phone, Said, Stack } from "../ui/index.ts";
import type { Activity, Session } from "./activity.ts";
import { dayText, ruleText, whenText } from "./activity-words.ts";
import { seatsLeft, type Shown } from "./session-lines.tsx";
import type { OwnSignUp } from "./sign-up-store.ts";
import { eraseOn } from "./sign-up.ts";

export type SigningModel = Shown & { readonly activity: Activity; readonly dates: readonly Session[]; readonly asked: string };

/** What one may choose among: a date, and how many can still come. */
export const dateOptions = (words: Words, { dates, seatsOf, today }: Pick<SigningModel, "dates" | "seatsOf" | "today">) =>
  dates.map((session) => ({ value: session.day, label: whenText(words, session, today), hint: words.t("activity.seats", { seats: seatsLeft(session, seatsOf) ?? 0 }) }));

/** Signing up: what for, the form, and who sees what is written. @ground GDPR 13 */
export function SignUpPage({ model: { activity, dates, seatsOf }, form }: { model: SigningModel; form: VNode }) {
  const words = useWords();
  const isFull = dates.every((session) => seatsLeft(session, seatsOf) === 0);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("activity.title"), href: words.to("/activities") }, { label: <Said>{activity.name}</Said>, href: words.to(`/activities/${activity.handle}`) }, { label: words.t("sign-up.title") }]} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={words.t("sign-up.lead")}>{words.t("sign-up.title")}</PageTitle>
      <p>{ruleText(words, activity.rule)}</p>
      {isFull && <Notice kind="info" title={words.t("sign-up.full")} />}
      {form}
      <Card title={words.t("sign-up.who")}>
        <p><Said>{words.t("sign-up.who.text", { unit: activity.unit })}</Said></p>
        <p>{activity.signUp === "series" ? words.t("sign-up.who.erase.series", { day: words.day(eraseOn(activity, undefined)) }) : words.t("sign-up.who.erase")}</p>
      </Card>
    </Stack>
  );
}

export type YoursModel = { readonly secret: string; readonly own: OwnSignUp; readonly activity: Activity; readonly session: Session | undefined; readonly isOver: boolean; readonly today: string };

type State = { readonly kind: "success" | "info" | "warning"; readonly title: string; readonly text?: string };

/** What it has come to, the worst first. */
function stateOf(words: Words, { own, session, isOver }: YoursModel): State {
  if (own.state === "left") return { kind: "info", title: words.t("yours.left"), text: words.t("yours.left.text") };
  if (isOver) return { kind: "info", title: words.t("yours.over") };
  if (!session || session.calledOff) return { kind: "warning", title: words.t("yours.off") };
  if (own.state === "waiting") return { kind: "info", title: words.t("yours.waiting"), text: words.t("yours.waiting.text", { ahead: own.ahead }) };
  return own.movedUp ? { kind: "success", title: words.t("yours.moved-up"), text: words.t("yours.moved-up.text") } : { kind: "success", title: words.t("yours.coming") };
}

/** Whether there is still something to leave. */
export const mayLeave = ({ own, isOver }: Pick<YoursModel, "own" | "isOver">): boolean => own.state !== "left" && !isOver;

/** The page behind a private address: what one has signed up for, and how to leave. It names nobody. */
export function YoursPage({ model, form }: { model: YoursModel; form: VNode }) {
  const words = useWords();
  const { own, activity, session, today } = model;
  const state = stateOf(words, model);
  return (
    <Stack>
      <PageTitle>{words.t("yours.title")}</PageTitle>
      <Notice kind={state.kind} title={state.title}>{state.text && <p>{state.text}</p>}{session?.calledOff?.reason && <p><Said>{session.calledOff.reason}</Said></p>}</Notice>
      <Pairs items={[
        { label: words.t("yours.what"), value: <a href={words.to(`/activities/${activity.handle}`)}><Said>{activity.name}</Said></a> },
        { label: words.t("activity.page.when"), value: own.day === undefined || !session ? ruleText(words, activity.rule) : <>{whenText(words, session, today)}{session.moved && session.moved.from !== session.day && <> ({words.t("activity.moved.from", { day: dayText(words, session.moved.from) })})</>}</> },
        ...(activity.location ? [{ label: words.t("guide.service.where"), value: <Said>{activity.location.name}, {activity.location.street}, {activity.location.town}</Said> }] : []),
        ...(activity.placeNote ? [{ label: words.t("guide.service.where"), value: <Said>{activity.placeNote}</Said> }] : []),
        ...(own.state === "left" ? [] : [{ label: words.t("yours.people"), value: words.t("yours.people.text", { adults: own.adults, children: own.children, both: own.adults > 0 && own.children > 0 ? "yes" : "no" }) }]),
        { label: words.t("activity.page.ask"), value: <Phone number={activity.phone} /> },
      ]} />
      {mayLeave(model) && (
        <>
          <Card title={words.t("yours.keep")}><p>{words.t("yours.keep.text")}</p><p>{words.t("yours.erase", { day: words.day(own.eraseOn) })}</p></Card>
          <Card title={words.t("yours.leave")}><p>{words.t("yours.leave.text")}</p>{form}</Card>
        </>
      )}
    </Stack>
  );
}
