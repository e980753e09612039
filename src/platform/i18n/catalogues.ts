// Made by scripts/messages.mjs from messages/. Do not edit.
import sv_app from "#messages/sv/app.json" with { type: "json" };
import en_app from "#messages/en/app.json" with { type: "json" };

const sv = { ...sv_app };

/** Every text there is, named by its key in messages/sv. */
export type MessageKey = keyof typeof sv;

export const catalogues: Record<"sv" | "en", Record<string, string>> = {
  sv,
  en: { ...en_app },
};
