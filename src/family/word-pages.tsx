import type { VNode } from "preact";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { BackLink, ButtonLink, Card, Empty, PageTitle, Quote, Said, Stack } from "../ui/index.ts";
import type { FamilyWord } from "./family.ts";
import { whenWords } from "./family-words.tsx";

/** What this guardian has said, to whom, and whether it has been read. */
export function OwnWords({ words: said, child, seen }: { words: readonly FamilyWord[]; child: string; seen: Seen }) {
  const { words, today } = seen;
  const status = ({ readAt }: FamilyWord) => (readAt ? words.t("family.words.read", { when: whenWords(words, readAt, today) }) : words.t("family.words.unread"));
  return (
    <Card title={words.t("family.say")} id="words">
      <p>{words.t("family.words.lead")}</p>
      {said.map((word) => (
        <Quote key={word.id} by={<>{words.t("family.words.to")} <Said>{word.to}</Said>, {whenWords(words, word.at, today)}. {status(word)}</>}>{word.words}</Quote>
      ))}
      <p class="actions"><ButtonLink href={`/family/${child}/words`} kind="quiet">{words.t("family.words.write")}</ButtonLink></p>
    </Card>
  );
}

/** Drawn only when the one button of a word on the child's page could not be taken. */
export function WordReadPage({ matter, form }: { matter: string; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <BackLink href={`/matters/${matter}#family`} />
      <PageTitle>{words.t("family.card")}</PageTitle>
      {form}
    </Stack>
  );
}

export function WordsPage({ child, form, nobody, chosen }: { child: string; form: VNode; nobody: boolean; chosen: boolean }) {
  const words = useWords();
  if (nobody) {
    return (
      <Stack>
        <BackLink href={`/family/${child}`} />
        <PageTitle>{words.t("family.say")}</PageTitle>
        <Empty title={words.t("family.people.none")} text={words.t("family.words.nobody")} action={<ButtonLink href={`/family/${child}`}>{words.t("ui.nav.back")}</ButtonLink>} />
      </Stack>
    );
  }
  return (
    <Stack>
      <BackLink href={`/family/${child}`} />
      <PageTitle lead={words.t(chosen ? "family.words.lead" : "family.words.choose")}>{words.t("family.say")}</PageTitle>
      {form}
      <p class="quiet">{words.t("family.words.urgent")} <a href="#help">{words.t("ui.help.title")}</a></p>
    </Stack>
  );
}
