import type { Guide } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Breadcrumb, PageTitle, Phone, Said, Stack, Written } from "../ui/index.ts";
import { Lines } from "./card-parts.tsx";
import { sheetsOf, type MeetCard } from "./meet.ts";

function OneCard({ card: { id, name, authority, mission, does, doesNot, phone, place, also } }: { card: MeetCard }) {
  const words = useWords();
  const list = new Intl.ListFormat(words.locale);
  return (
    <article class="meet-card" aria-labelledby={`meet-${id}`}>
      <header>
        <p class="meet-over"><Said>{authority}</Said></p>
        <h2 id={`meet-${id}`}><Said>{name}</Said></h2>
      </header>
      <div class="meet-about">
        <p><strong><Written>{mission}</Written></strong></p>
        <h3>{words.t("meet.does")}</h3>
        <Lines items={does} />
        {doesNot.length > 0 && <><h3>{words.t("meet.does-not")}</h3><Lines items={doesNot} /></>}
        {also.length > 0 && <p>{words.t("meet.also")} <Said>{list.format(also)}</Said></p>}
      </div>
      <footer>
        <p><Phone number={phone} />{place && <>, <Said>{place}</Said></>}</p>
        <p class="meet-met">{words.t("meet.met")}</p>
      </footer>
    </article>
  );
}

/** Cards to print, cut apart and deal out when people meet: one for each unit, four on a sheet. @model degerforsmodellen 5.3, row 32 */
export function MeetPage({ guide, cards, isOne }: { guide: Guide; cards: readonly MeetCard[]; isOne: boolean }) {
  const words = useWords();
  const sheets = sheetsOf(cards);
  return (
    <Stack>
      <div class="meet-how stack">
        <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("meet.title") }]} />
        <PageTitle lead={words.t("meet.lead")}>{words.t("meet.title")}</PageTitle>
        <p>{words.t("meet.print", { cards: cards.length, sheets: sheets.length })}</p>
        {isOne && <p><a href={`/network/meet?guide=${guide.handle}`}>{words.t("meet.all", { place: guide.served })}</a></p>}
      </div>
      {sheets.map((sheet) => <div key={sheet[0]!.id} class="meet-sheet">{sheet.map((card) => <OneCard key={card.id} card={card} />)}</div>)}
    </Stack>
  );
}
