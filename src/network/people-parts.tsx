import type { Somebody } from "../directory/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Said, Tag } from "../ui/index.ts";

/** What somebody does: by a title of their own, or by the role of the duty. */
export const doesAs = (words: Words, { title, role }: Pick<Somebody, "title" | "role">): string => title || words.say(`role.${role}`);

/** Somebody in the network: the name where it is to be shown, and always what the person is. Leads to the person's own card. */
export function Person({ person, at }: { person: Somebody; at?: "unit" | undefined }) {
  const words = useWords();
  const does = doesAs(words, person);
  const named = person.name ?? does;
  return (
    <span class="person">
      {person.hasCard ? <a href={`/network/people/${person.dutyId}`}><Said>{named}</Said></a> : <Said>{named}</Said>}
      {person.name !== undefined && <span class="quiet">, <Said>{does}</Said></span>}
      {at === "unit" && <span class="quiet">, <Said>{person.unit}</Said></span>}
      {person.awayUntil && <> <Tag kind="calm">{words.t("network.person.away", { day: words.shortDay(person.awayUntil) })}</Tag></>}
    </span>
  );
}
