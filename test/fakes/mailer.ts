import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Letter, Mailer } from "#src/notice/index.ts";

const written = ({ to, subject, body }: Letter) => `Till: ${to}\nÄmne: ${subject}\n\n${body}\n`;

/** The demo's post: each letter becomes a text file in a folder, and nothing leaves the machine. */
export function fileMailer(folder: string): Mailer {
  return {
    send: async (letter) => {
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${letter.id}.txt`);
      await writeFile(`${file}.part`, written(letter));
      await rename(`${file}.part`, file);
    },
  };
}
