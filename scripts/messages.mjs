// Writes src/platform/i18n/catalogues.ts: which message files there are. Run by every build, checked by the tests.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

// Swedish first: the others fall back on it.
const languages = ["sv", ...readdirSync("messages").filter((one) => one !== "sv").sort()];
const name = (language, file) => `${language}_${file.replace(".json", "").replaceAll("-", "_")}`;
const files = Object.fromEntries(
  languages.map((language) => [language, readdirSync(`messages/${language}`).filter((f) => f.endsWith(".json")).sort()]),
);
const imports = languages.flatMap((language) =>
  files[language].map((f) => `import ${name(language, f)} from "#messages/${language}/${f}" with { type: "json" };`),
);
const merged = (language) => `{ ${files[language].map((f) => `...${name(language, f)}`).join(", ")} }`;
const text = `// Made by scripts/messages.mjs from messages/. Do not edit.
${imports.join("\n")}

const sv = ${merged("sv")};

/** Every text there is, named by its key in messages/sv. */
export type MessageKey = keyof typeof sv;

export const catalogues: Readonly<Record<${languages.map((one) => JSON.stringify(one)).join(" | ")}, Readonly<Record<string, string>>>> = {
  sv,
${languages.slice(1).map((language) => `  ${language}: ${merged(language)},`).join("\n")}
};
`;
const target = "src/platform/i18n/catalogues.ts";
let old = "";
try {
  old = readFileSync(target, "utf8");
} catch {}
if (process.argv.includes("--check")) process.exitCode = old === text ? 0 : 1;
else if (old !== text) writeFileSync(target, text);
