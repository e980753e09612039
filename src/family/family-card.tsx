import { listGuardians, type KnownGuardian } from "../child/index.ts";
import { childOfMatter, type Card as MatterCard, type Matter, type Next } from "../matter/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Card, Details, Notice, Phone, Quote, Row, Rows, Said } from "../ui/index.ts";
import { whenWords } from "./family-words.tsx";
import type { FamilyWord } from "./family.ts";
import { isWithholding } from "./withhold-store.ts";
import { listUnread, listWordsTo } from "./word-store.ts";

type Loaded = { readonly guardians: readonly KnownGuardian[]; readonly words: readonly FamilyWord[]; readonly withholding: boolean };

/** The family on the child's page: who they are and how to reach them, what they have said to this branch, and whether anything is kept from somebody. */
export const familyCard: MatterCard = {
  load: async ({ tx, house, matterId, at, today }) => {
    const [guardians, words, withholding] = await Promise.all([
      listGuardians(tx, house.keys, { child: childOfMatter(matterId), today }), listWordsTo(tx, house.keys, matterId), isWithholding(tx, { matter: matterId, at }),
    ]);
    return {
      view: (matter, seen) => <FamilyCard matter={matter} loaded={{ guardians, words, withholding }} seen={seen} />,
      next: (matter) => nextOf(matter, words.some(isUnread)),
    };
  },
  know: async ({ tx, matters }) => {
    const unread = await listUnread(tx, matters.map(({ id }) => id));
    return { next: (matter) => nextOf(matter, unread.has(matter.id)) };
  },
};

const nextOf = (matter: Matter, unread: boolean): Next | undefined => (unread ? { what: "next.family-words", href: "#family", dueOn: matter.dueOn } : undefined);

const isUnread = ({ readAt }: FamilyWord): boolean => readAt === undefined;

function FamilyCard({ matter, loaded: { guardians, words: said, withholding }, seen }: { matter: Matter; loaded: Loaded; seen: Seen }) {
  const { words } = seen;
  const [unread, read] = [said.filter(isUnread), said.filter((one) => !isUnread(one))];
  return (
    <Card title={words.t("family.card")} id="family" beside={seen.can("matter.withhold") && <a href={`/matters/${matter.id}/withhold`}>{words.t("family.card.withhold")}</a>}>
      {withholding && <Notice kind="warning" title={words.t("family.card.withholding")} />}
      {unread.map((word) => <NewWord key={word.id} word={word} matter={matter} seen={seen} />)}
      {guardians.length > 0 && <Rows>{guardians.map((one) => <GuardianRow key={one.personId} guardian={one} />)}</Rows>}
      {read.length > 0 && (
        <Details summary={words.t("family.card.earlier", { count: read.length })}>
          {read.map((word) => <Quote key={word.id} by={<><Said>{word.by}</Said>, {whenWords(words, word.at, seen.today)}</>}>{word.words}</Quote>)}
        </Details>
      )}
    </Card>
  );
}

function NewWord({ word, matter, seen }: { word: FamilyWord; matter: Matter; seen: Seen }) {
  const { words, today } = seen;
  return (
    <div class="said">
      <Quote by={<><Said>{word.by}</Said>, {whenWords(words, word.at, today)}</>}>{word.words}</Quote>
      <PostButton action={`/matters/${matter.id}/words/${word.id}/read`} once={seen.once()} label={words.t("family.card.read")} kind="quiet" />
    </div>
  );
}

function GuardianRow({ guardian: { name, kind, custody, language, contact } }: { guardian: KnownGuardian }) {
  const words = useWords();
  const about = kind === "parent" ? words.say(`family.custody.${custody}`) : words.say(`family.guardian.${kind}`);
  return (
    <Row
      name={name} beside={about} next={language === "sv" ? undefined : words.t("family.card.language", { language: words.say(`family.language.${language}`) })}
      when={contact && <Phone number={contact.phone} />}
    />
  );
}
