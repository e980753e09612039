import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { loadPractice } from "#src/practice/index.ts";
import { readWorld, type WorldData } from "./world-data.ts";

const KRONOBERG = join(import.meta.dirname, "kronoberg");
const practice = loadPractice("packages-of-practice/kronobarn");

describe("a fault in the data", () => {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

  function planted(file: string, from: string, to: string): () => WorldData {
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    folders.push(folder);
    cpSync(KRONOBERG, folder, { recursive: true });
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
    return () => readWorld(folder, practice);
  }

  test("is not there when nothing is planted", () => {
    expect(planted("stories/moa.yaml", "mienskolan", "mienskolan")()).toEqual(readWorld(KRONOBERG, practice));
  });

  test.each([
    ["an unknown unit", "stories/moa.yaml", "to: mienskolan", "to: mienskola", 'events[1].to: unknown unit "mienskola"'],
    ["an unknown person", "stories/elis.yaml", "by: anna", "by: ana", 'events[0].by: unknown staff "ana"'],
    ["an unknown topic", "stories/alma.yaml", "topics: [development, health", "topics: [development, helth", "events[6].topics[1]: "],
    ["an unknown area", "stories/elis.yaml", "areas: [learning, safety]", "areas: [learning, safty]", "events[0].areas[1]: "],
    ["an unknown event", "stories/elis.yaml", "event: signal", "event: singal", "events[0].event: "],
    ["an unknown doer in a plan", "stories/tilde.yaml", "who: { unit: bup-vaxjo }", "who: { unit: bup }", 'unknown unit "bup"'],
    ["a misspelt key", "stories/elis.yaml", "child_words:", "childwords:", 'events[0]: Unrecognized key: "childwords"'],
    ["a key given twice", "stories/elis.yaml", "    by: anna", "    by: anna\n    by: maja", "stories/elis.yaml: Map keys must be unique"],
    ["a mark without its text", "stories/alma.yaml", "mark: unknown", "mark: works", "events[3].areas[2].mark: the mark and the texts"],
    ["answers that lead elsewhere", "stories/melker.yaml", "outcome: own-service", "outcome: collaboration", "events[5].outcome: the answers"],
    ["something that has not happened yet", "stories/elis.yaml", "day: -2", "day: 2", "events[0].day: "],
    ["a day before the event above", "stories/moa.yaml", "day: -3", "day: -5", "events[1].day: the day comes before"],
    ["a parent without custody who is asked", "stories/vidar.yaml", "who: pia", "who: roger", "events[1].answers: somebody without custody"],
    ["a guardian who is not asked", "stories/alma.yaml", "\n      - who: daniel\n        answer: none", "", "events[6].answers: a guardian with custody"],
    ["an answer before the question", "stories/alma.yaml", "day: -9\n        how", "day: -12\n        how", "events[6].answers: answered before"],
    ["a child's say that nobody has judged", "stories/ella.yaml", "    maturity:\n      decides: with-guardians\n      reason:", "    #", "events[1].maturity: "],
    ["a delivery without consent", "stories/ella.yaml", "answer: granted", "answer: refused", "events[2].ground: no consent covers this delivery"],
    ["an invitation without consent", "stories/tilde.yaml", "receivers: [vaxjo-fritid]", "receivers: [vaxjo-kaa]", "invited[7]: no consent covers alex"],
    ["two duties and none named", "stories/noor.yaml", "    as: trollet\n", "", "events[0].as: helena has no such duty"],
    ["the wrong one receiving", "stories/jonatan.yaml", "event: receive\n    day: -174\n    by: maja", "event: receive\n    day: -174\n    by: ebba", "events[3].by: not this unit's turn"],
    ["the wrong one accepting", "stories/tilde.yaml", "event: accept\n    day: -30\n    by: josefin", "event: accept\n    day: -30\n    by: hampus", "by: not this unit's turn"],
    ["a version that is skipped", "stories/jonatan.yaml", "version: 2", "version: 3", "version: the version does not follow"],
    ["a measure nobody agreed on", "stories/tilde.yaml", "measure: dorren", "measure: porten", 'measure: no measure "porten" in the plan'],
    ["a report by somebody else", "stories/tilde.yaml", "by: alex\n    measure", "by: josefin\n    measure", "by: reported by another unit"],
    ["a contact who works elsewhere", "stories/tilde.yaml", "who: hampus\n      - unit", "who: katja\n      - unit", "contacts: a contact works elsewhere"],
    ["an absent nobody was invited as", "stories/jonatan.yaml", "        - who: stina\n          how: phone", "        - who: camilla\n          how: phone", "held.attendance: attendance and invitations differ"],
    ["a number that could be somebody's", "organisation.yaml", "phone: 040-6280400", "phone: 0470-58800", "authorities[0].branches[0].units[0].phone: not a number reserved for fiction"],
    ["a national line where somebody is reached", "organisation.yaml", "phone: 040-6280428", 'phone: "112"', "authorities[1].concern.socialjour.phone: not a number reserved for fiction"],
    ["a code of no municipality", "organisation.yaml", 'code: "0764"', 'code: "1164"', "authorities[1].code: not a municipality code"],
    ["a number used twice", "organisation.yaml", "phone: 040-6280400", "phone: 040-6280401", "organisation.yaml: the number 040-6280401 is used twice"],
    ["an unknown kind of branch", "organisation.yaml", "kind: maternity-care", "kind: maternity", "authorities[0].branches[0].kind: "],
    ["a reception elsewhere", "organisation.yaml", "unit: alvesta-socialtjansten", "unit: lessebo-socialtjansten", "concern.reception.unit: not a unit of this municipality"],
    ["an identity number outside the test series", "children.yaml", "202210142390", "202210142341", "children[0].identity: not a test identity number"],
    ["a wrong check digit", "children.yaml", "202210142390", "202210142391", "children[0].identity: the check digit is wrong"],
    ["a birth that cannot be", "children.yaml", "202210142390", "202202302398", "children[0].identity: the date of birth does not exist"],
    ["an identity number used twice", "children.yaml", "202210142390", "201808252389", "people.yaml: the identity number 201808252389 is used twice"],
    ["an unknown role", "people.yaml", "role: midwife", "role: doctor", "duties[0].role: "],
    ["an address outside example.se", "people.yaml", "sara.holm@example.se", "sara.holm@example.com", "guardians[0].email: not an address at example.se"],
    ["a handle used twice", "people.yaml", "handle: johan\n", "handle: sara\n", "people.yaml: the handle sara is used twice"],
    ["custody that does not fit", "people.yaml", "custody: sole", "custody: joint", "children.yaml: children[8]: the guardians' custody"],
    ["an unborn child nobody carries", "children.yaml", "carried_by: priya", "carried_by: prya", 'children[7].carried_by: unknown guardian "prya"'],
    ["a story of no child", "children.yaml", "handle: moa\n", "handle: mona\n", "unknown child"],
  ])("%s is refused with file and path", (_, file, from, to, expected) => {
    expect(planted(file, from, to)).toThrow(expected);
  });

  test("is not a number of any series kept for fiction, nor a national line that two units share", () => {
    const inUnit = (number: string) => planted("organisation.yaml", "phone: 040-6280400", `phone: "${number}"`)().authorities[0]?.branches[0]?.units[0]?.phone;
    for (const number of ["031-3900699", "0980-319299", "08-46500499", "070-1740699", "116 111"]) expect(inUnit(number)).toBe(number);
    const shared = planted("organisation.yaml", "phone: 040-6280400", 'phone: "112"');
    const file = join(folders.at(-1) ?? "", "organisation.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("phone: 040-6280401", 'phone: "112"'));
    expect(shared).not.toThrow();
  });

  test("names the file of a story", () => {
    expect(planted("stories/moa.yaml", "to: mienskolan", "to: mienskola")).toThrow(/^stories\/moa\.yaml: events\[1\]\.to: /);
  });

  test("tells every fault of a file at once", () => {
    const read = planted("stories/elis.yaml", "by: anna\n    seen", "by: ana\n    as: troll\n    seen");
    expect(read).toThrow(/unknown staff "ana"\n.*unknown unit "troll"/);
  });

  test("is also a story without a file, or a file without a child", () => {
    const read = planted("stories/moa.yaml", "mienskolan", "mienskolan");
    const folder = folders.at(-1) ?? "";
    cpSync(join(folder, "stories/moa.yaml"), join(folder, "stories/mona.yaml"));
    expect(read).toThrow("stories: mona.yaml belongs to no child");
    rmSync(join(folder, "stories/mona.yaml"));
    rmSync(join(folder, "stories/moa.yaml"));
    expect(read).toThrow("stories/moa.yaml: the file is missing");
  });
});
