import { readFileSync, writeFileSync } from "node:fs";
import { relations, rules } from "#src/access/policy.ts";
import { allRoutes } from "#src/routes.ts";

/** Writes docs/access.md from the policy and the routes. With `--check` it only says whether the file is as it would be. */
const target = "docs/access.md";

const cell = (text: string) => text.replaceAll("|", "\\|");

const ruleRows = Object.entries(rules).map(([action, rule]) => {
  const states = "in" in rule ? rule.in.join(", ") : "any";
  const waiting = "waiting" in rule ? ` while it asks to ${rule.waiting}` : "";
  return `| \`${action}\` | ${rule.on} | ${relations.filter((one) => (rule.by as readonly string[]).includes(one)).join(" or ")}${waiting} | ${states} | ${cell(rule.ground)} |`;
});

const routeRows = allRoutes.map((route) => {
  const audited = route.audit === "nothing" ? "–" : `${route.audit.event}${route.audit.forFamily ? " (the family sees it)" : ""}`;
  return `| ${route.methods.join(", ")} | \`${route.path}\` | ${route.access} | ${audited} | ${route.fresh ? "yes" : ""} |`;
});

const text = `# Who may do what

Made by \`npm run docs\` from \`src/access/policy.ts\` and \`src/routes.ts\`. Do not edit.

A request is granted when the person asking has one of the relations to the thing, and the matter is in one of the states. Everything
else is refused. What a person may *see* is decided a second time, independently, by row-level security in the database; tests compare
the two with the answer over HTTP (\`test/access\`).

## Actions

| action | on | who | in which states of the matter | ground |
|---|---|---|---|---|
${ruleRows.join("\n")}

## Addresses

\`public\` needs no sign-in, \`signed-in\` needs one, \`staff\` needs a duty; everything else is an action above. The last column: a
sign-in at most five minutes old.

| method | address | access | written in the trail | fresh |
|---|---|---|---|---|
${routeRows.join("\n")}
`;

if (process.argv.includes("--check")) process.exitCode = readFileSync(target, "utf8") === text ? 0 : 1;
else writeFileSync(target, text);
