import { agesText, swedish } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Poster, Said, Written } from "../ui/index.ts";
import type { Activity } from "./activity.ts";
import { ruleText } from "./activity-words.ts";

export type PosterModel = { readonly activity: Activity; readonly address: string; readonly today: Day };

/** What somebody who stands before a board needs to come: when, where, for whom. No single date, since it hangs there for long; the rest is behind the code. */
export function ActivityPosterPage({ activity, address, today }: PosterModel) {
  const words = useWords();
  const languages = new Intl.DisplayNames(words.locale, { type: "language" });
  const { rule, location, placeNote, ages, forWhom, cost, costNote, childcare, phone, signUp } = activity;
  const ends = rule.every !== "once" && rule.endsOn;
  return (
    <Poster
      over={words.t(`activity.kind.${activity.kind}`)} title={activity.name} about={<span {...swedish(words)}>{activity.about}</span>} address={`${address}${words.to(`/activities/${activity.handle}`)}`} scan={words.t("poster.scan")} back={words.to(`/activities/${activity.handle}`)}
      facts={[
        { label: words.t("activity.page.when"), value: <>{ruleText(words, rule)}{rule.every !== "once" && rule.startsOn > today && <>, {words.t("activity.rule.from", { day: words.shortDay(rule.startsOn) })}</>}{ends && <>, {words.t("activity.rule.until", { day: words.shortDay(ends) })}</>}</> },
        { label: words.t("guide.service.where"), value: location || placeNote ? <Said>{[...(location ? [`${location.name}, ${location.street}, ${location.town}`] : []), ...(placeNote ? [placeNote] : [])].join(". ")}</Said> : words.t("activity.page.place.none") },
        { label: words.t("guide.service.for"), value: <>{words.t(`activity.for.${forWhom}`)}, {agesText(words, ages)}</> },
        { label: words.t("guide.service.languages"), value: <Written>{activity.languages.map((code) => languages.of(code) ?? code).join(", ")}</Written> },
        { label: words.t("activity.cost"), value: <>{words.t(cost === "free" ? "guide.contact.free" : "guide.contact.fee")}{costNote && <>. <span {...swedish(words)}>{costNote}</span></>}{childcare && <>. {words.t("activity.page.childcare")}</>}</> },
        { label: words.t("activity.page.how"), value: <>{words.t(signUp === "none" ? "activity.page.how.drop-in" : `activity.page.how.${signUp}`)} {words.t("activity.page.ask")} <Said>{phone}</Said></> },
      ]}
      by={<span><Said>{words.t("activity.page.by", { unit: activity.unit })}</Said></span>}
    />
  );
}
