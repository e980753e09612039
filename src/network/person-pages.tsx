import type { VNode } from "preact";
import type { DutyCard, Somebody } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, Card, Notice, PageTitle, Pairs, Said, Stack, Tag, WithSide, Written, type Pair } from "../ui/index.ts";
import { doesAs, Person } from "./people-parts.tsx";

export type Naming = ReadonlyArray<{ readonly handle: string; readonly name: string; readonly as: "contact" | "deputy" }>;
export type PersonModel = { readonly person: Somebody; readonly card: DutyCard; readonly deputy: Somebody | undefined; readonly naming: Naming; readonly isOwn: boolean; /** Its unit offers visits, and is not the reader's own. */ readonly offers: boolean };

const told = (label: string, text: string): Pair[] => (text === "" ? [] : [{ label, value: <Written>{text}</Written> }]);

function NamedOn({ naming }: { naming: Naming }) {
  const words = useWords();
  return <ul class="links-list">{naming.map(({ handle, name, as }) => <li key={handle}><a href={`/network/services/${handle}`}><Said>{name}</Said></a> <span class="quiet">{words.t(`network.person.as.${as}`)}</span></li>)}</ul>;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("sv") + text.slice(1);

/** What somebody tells colleagues about their own work. The name only when it is to be shown. @model degerforsmodellen 5.2 */
export function PersonPage({ model: { person, card, deputy, naming, isOwn, offers } }: { model: PersonModel }) {
  const words = useWords();
  const does = doesAs(words, person);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: <Said>{person.name ?? does}</Said> }]} />
      <PageTitle over={<><Said>{person.unit}</Said> · <Said>{person.authority}</Said></>} lead={<Written>{card.tasks}</Written>}><Said>{person.name ?? capital(does)}</Said></PageTitle>
      {person.awayUntil && <Notice kind="info" title={words.t("network.person.away", { day: words.day(person.awayUntil) })}><p>{words.t("network.card.deputy")}: {deputy ? <Person person={deputy} at="unit" /> : words.t("network.card.no-deputy")}</p></Notice>}
      {(card.studyVisits || offers) && <p>{card.studyVisits && <Tag kind="calm">{words.t("network.person.visits")}</Tag>} {offers && <a href={`/visits/to/${person.unitId}`}>{words.t("visit.ask.link")}</a>}</p>}
      <WithSide side={<Stack>{naming.length > 0 && <Card title={words.t("network.person.naming")}><NamedOn naming={naming} /></Card>}{isOwn && <p><a href="/network/me">{words.t("network.me.change")}</a></p>}</Stack>}>
        <Card title={words.t("network.person.ask-me")}><p class="ask-me"><Written>{card.askMe || words.t("network.person.ask-me.none")}</Written></p></Card>
        <Card title={words.t("network.person.about")}>
          <Pairs items={[
            ...(person.name === undefined ? [] : [{ label: words.t("network.person.role"), value: <Said>{does}</Said> }]), ...told(words.t("network.person.reach"), card.reach),
            ...(person.awayUntil ? [] : [{ label: words.t("network.card.deputy"), value: deputy ? <Person person={deputy} at="unit" /> : words.t("network.card.no-deputy") }]),
            ...told(words.t("network.person.competences"), card.competences.join(", ")), ...told(words.t("network.person.languages"), card.languages.join(", ")),
          ]} />
        </Card>
      </WithSide>
    </Stack>
  );
}

/** One's own card: what colleagues see, what the unit has chosen, and the way to take it all away. */
export function MePage({ naming, isSaved, form, seen }: { naming: Naming; isSaved: boolean; form: VNode; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.me.title") }]} />
      <PageTitle lead={words.t("network.me.lead")}>{words.t("network.me.title")}</PageTitle>
      <WithSide side={(
        <Stack>
          {naming.length > 0 && <Card title={words.t("network.me.named")}><NamedOn naming={naming} /><p class="quiet">{words.t("network.me.named.text")}</p></Card>}
          {isSaved && <Card title={words.t("network.me.remove")}><p>{words.t("network.me.remove.text")}</p><PostButton action="/network/me/remove" once={seen.once()} kind="quiet" label={words.t("network.me.remove")} /></Card>}
        </Stack>
      )}>
        <Notice kind="info" title={words.t("network.me.who")}><p>{words.t("network.me.who.text")}</p></Notice>
        {form}
      </WithSide>
    </Stack>
  );
}
