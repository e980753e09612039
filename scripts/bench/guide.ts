import { sql } from "kysely";
import { insertServices, phrasesOf } from "#src/directory/index.ts";
import type { Connection } from "#src/platform/db/migrate.ts";
import { asOwner } from "#src/platform/db/owner.ts";
import { newId } from "#src/platform/ids.ts";
import { addPhrases, settleSearch } from "#src/platform/search/search.ts";

/** What somebody may write in the guide's search: everyday words, misspellings, compounds, and other languages. */
const QUESTIONS = [
  "bebisen sover inte", "min tonåring vill inte gå i skolan", "pappagrupp", "ont i magen på morgonen", "bråk hemma", "familjerådgivning", "öppna förskolan", "spelar hela nätterna",
  "ungdomsmotagning", "hon äter inte", "dricker för mycket", "ensam med barn", "my child does not talk", "barnvagnspromenad", "logoped", "han slår mig",
];
const AT_ONCE = 500;

/** The pages of the guide that a reader goes among, those of one answer and one card by their handles. */
export type Shelves = { readonly answers: readonly string[]; readonly services: readonly string[] };
type Looked = { readonly path: string; readonly expect: string };

const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!;

export const searchPage = (): Looked => ({ path: `/search?q=${encodeURIComponent(any(QUESTIONS))}`, expect: "</html>" });
export const searchAlone = (): Looked => ({ path: `/api/v1/guide/search?q=${encodeURIComponent(any(QUESTIONS))}&lang=sv`, expect: "]}" });

/** Somebody who looks around: the front page, an answer, a card, the list of all services, or a search. */
export function guidePage({ answers, services }: Shelves): Looked {
  const pages = ["/", `/answers/${any(answers)}`, `/answers/${any(answers)}`, `/services/${any(services)}`, "/topics", "/urgent"];
  return Math.random() < 0.25 ? searchPage() : { path: any(pages), expect: "</html>" };
}

/** What there is to look at in a guide; nothing where the database has no guide. */
export const readShelves = (owner: Connection, guide: string): Promise<Shelves | undefined> =>
  asOwner(owner, async (tx) => {
    const answers = await tx.selectFrom("answer").select("handle").execute();
    const services = await tx.selectFrom("service as s").innerJoin("guide as g", "g.id", "s.guide_id").where("g.handle", "=", guide).where("s.status", "<>", "ended").select("s.handle").execute();
    return answers.length > 0 && services.length > 0 ? { answers: answers.map(({ handle }) => handle), services: services.map(({ handle }) => handle) } : undefined;
  });

/** Adds cards to the guide until it has so many, each like one that is there and with a number to its name, through the stores that keep cards and search. */
export const fillServices = (owner: Connection, { guide, upTo }: { guide: string; upTo: number }): Promise<void> =>
  asOwner(owner, async (tx) => {
    const there = await tx.selectFrom("service as s").innerJoin("guide as g", "g.id", "s.guide_id").where("g.handle", "=", guide).selectAll("s").orderBy("s.handle").execute();
    const left = upTo - there.length;
    if (there.length === 0 || left <= 0) return;
    const copies = Array.from({ length: left }, (_, nth) => {
      const like = there[nth % there.length]!;
      return { ...like, id: newId<"service">(), handle: `${like.handle}-${nth}`, name: `${like.name} ${nth}`, hours: JSON.stringify(like.hours) };
    });
    for (let at = 0; at < copies.length; at += AT_ONCE) {
      const some = copies.slice(at, at + AT_ONCE);
      await insertServices(tx, some);
      await addPhrases(tx, some.flatMap((row) => phrasesOf({ ...row, forWhom: row.for_whom }, guide)));
    }
    await settleSearch(tx);
    await sql`analyze`.execute(tx);
  });
