import { transitionName } from "../circle/index.ts";
import type { Service } from "../directory/directory.ts";
import type { News } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, PageTitle, Said, Stack } from "../ui/index.ts";
import type { Tie } from "./network.ts";

/** Something that changed at somebody one works with, and why one is told. */
export type Story = { readonly id: string; readonly at: Date; readonly service: Service; readonly news: readonly News[]; readonly because: "follows" | Tie };

function Because({ because }: Pick<Story, "because">) {
  const words = useWords();
  if (because === "follows") return <>{words.t("network.news.follows")}</>;
  const { kind, name } = because;
  return <>{words.t(`network.news.tie.${kind}`)} {kind === "transition" ? transitionName(words, name) : <Said>{name}</Said>}</>;
}

export function NewsList({ stories, seen: { words } }: { stories: readonly Story[]; seen: Seen }) {
  const list = new Intl.ListFormat(words.locale);
  if (stories.length === 0) return <p>{words.t("network.news.none")}</p>;
  return (
    <ol class="timeline">
      {stories.map(({ id, at, service, news, because }) => (
        <li key={id}>
          <p class="timeline-when">{words.time(at)}</p>
          <p class="timeline-title"><a href={`/network/services/${service.handle}`}><Said>{service.name}</Said></a>: {list.format(news.map((one) => words.t(`network.news.${one}`)))}</p>
          <p class="timeline-source"><Because because={because} /></p>
        </li>
      ))}
    </ol>
  );
}

/** The last month's changes at those one's unit follows or works with. */
export function NewsPage({ stories, seen }: { stories: readonly Story[]; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.news.title") }]} />
      <PageTitle lead={words.t("network.news.lead")}>{words.t("network.news.title")}</PageTitle>
      <NewsList stories={stories} seen={seen} />
    </Stack>
  );
}
