import type { Clock } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { isLanguage, wordsIn, type Language } from "../platform/i18n/words.tsx";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import { listWaitingLetters, noteTried, type WaitingLetter } from "./notice-store.ts";

/** What a mailer is given. `to` is an e-mail address, or the telephone number of somebody who left no other way. The id is the same each time a letter is tried, so that a mailer can know one it has already sent. */
export type Letter = { readonly id: string; readonly to: string; readonly subject: string; readonly body: string };

/** What carries letters away. Throws when it could not. */
export type Mailer = { send(letter: Letter): Promise<void> };

/** What the post office needs. `url`: where one signs in. */
export type Post = { readonly database: Database; readonly keys: KeyRing; readonly mailer: Mailer; readonly clock: Clock; readonly log: Log; readonly url: string };

const languageOf = (language: string): Language => (isLanguage(language) ? language : "sv");

/** The same few lines for everybody and everything: a letter tells nothing to whoever happens to see it. @ground REQ-131, OSL 8:1 */
export function letterText({ language, path }: Pick<WaitingLetter, "language" | "path">, url: string): Pick<Letter, "subject" | "body"> {
  const words = wordsIn(languageOf(language));
  return path === undefined
    ? { subject: words.t("notice.subject"), body: words.t("notice.body", { address: `${url}/sign-in` }) }
    : { subject: words.t("notice.own.subject"), body: words.t("notice.own.body", { address: `${url}${path}` }) };
}

/** One letter for all that waits for one reader. A mailer that fails is asked again later; the letters then wait longer each time. */
async function sendTo(tx: Tx, waiting: readonly WaitingLetter[], { mailer, clock, log, url }: Post): Promise<void> {
  const { id, to } = waiting[0]!;
  const sent = await mailer.send({ id, to, ...letterText(waiting[0]!, url) }).then(() => true, () => false);
  // A mailer's own words about what went wrong may hold an address, so only the letter's id is logged. @ground S21
  if (!sent) log.warn({ letter: id }, "letter not sent");
  for (const letter of waiting) await noteTried(tx, letter.id, { sent, at: clock.now() });
}

/** Sends the letters whose turn it is. */
export async function sendLetters(post: Post): Promise<void> {
  await post.database.withoutActor(async (tx) => {
    const waiting = await listWaitingLetters(tx, post.keys, post.clock.now());
    for (const letters of Map.groupBy(waiting, ({ reader }) => reader).values()) await sendTo(tx, letters, post);
  });
}

const ROUND_MS = 3_000;

/** Sends letters round after round until stopped. */
export const startPost = (post: Post): { stop(): Promise<void> } =>
  startRounds(ROUND_MS, () => sendLetters(post).catch((error: unknown) => post.log.error({ error }, "letters could not be read")));
