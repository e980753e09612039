import { describe, expect, test } from "vitest";
import { LEFT_OUT, termsOf, wordsAsked } from "./terms.ts";

/** What the search would say that it knows, here. */
const KNOWN: ReadonlySet<string> = new Set(["bvc", "bup", "på", "gå", "av", "ur", "år", "sover", "biter", "to", "school", "my", "son", "not", "will", "go", "طفلی", "لا", "ینام", "не", "спить", "дитина"]);
const terms = (asked: string) => termsOf(asked, KNOWN);
/** Nothing but what stands for a word that was left out. */
const nothing = (asked: string) => ["", LEFT_OUT].includes(terms(asked));

// Given names and family names that people in Sweden have: common ones, and above all those that are words as well.
const GIVEN = `Anna Maria Karin Linda Lena Eva Sara Emma Julia Klara Saga Maja Alma Ebba Elsa Astrid Freja Iris Selma Signe Siv Sonja Stina Svea Tindra Tova Tove Tuva
  Vera Viola Vilja Vilda Liv Love Lova Lo Lilja Linn Ronja Rosa-Lill Molly Nova Olivia Wilma Ylva Åsa Åse Öllegård Märta Ros-Marie Björn Sten Stig Sven Ulf Ulv Örn Ask Axel
  Bertil Bo-Göran Göran Hampus Hans Harry Jack Jarl Kalle Karl Kjell Knut Lars Lasse Leif Loke Malte Mats Melker Måns Nils Nisse Olle Oskar Otto Per Ragnar Rolf Rune Sixten Svante
  Tage Ture Urban Valter Vidar Viking Ville William Åke Örjan Muhammad Mohammed Ali Omar Ahmed Amir Hassan Ibrahim Yusuf Fatima Amina Zahra Layla Noor Hodan Ayaan Abdi Halima
  Mehmet Ayşe Zeynep Deniz Oksana Olena Taras Bohdan Yonas Selam Luwam Tesfay Kacper Zofia José Müller María Zoë Ngọc`.split(/\s+/);
const FAMILY = `Andersson Johansson Karlsson Nilsson Lindström Lindgren Bergström Björk Berg Lind Holm Ek Alm Falk Hjort Svan Lundkvist Nordqvist Sandstedt Dahl Löfvenius
  Kowalski Nguyen Al-Hassan Abdullahi Mohamud Öztürk García O'Neill van der Berg`.split("\n").join(" ").split(" ").filter((one) => one.length > 2 && one !== "van" && one !== "der");

describe("names", () => {
  test("none gets through alone: as it is written, in small letters, in capitals, as somebody's", () => {
    for (const name of [...GIVEN, ...FAMILY]) for (const way of [name, name.toLowerCase(), name.toUpperCase(), `${name}s`, ` ${name}! `]) expect([way, nothing(way)]).toEqual([way, true]);
  });
  test("none gets through as a full name, however it is put together", () => {
    GIVEN.forEach((given, nth) => {
      const family = FAMILY[nth % FAMILY.length]!;
      for (const way of [`${given} ${family}`, `${given.toLowerCase()} ${family.toLowerCase()}`, `${family}, ${given}`, `${given}-${family}`, `${given}_${family}`, `${given}/${family}`]) expect([way, nothing(way)]).toEqual([way, true]);
    });
  });
  test("family names that are words fall beside a name", () => {
    for (const family of ["Skog", "Sjö", "Ström", "Sand", "Kvist", "Stark", "Modig", "Brun", "Hall", "Park"]) expect([family, nothing(`anna ${family.toLowerCase()}`)]).toEqual([family, true]);
  });
  test.each([
    ["min son Björn biter på BVC", "min son … biter på bvc"], ["flickan heter gloria och sover inte", "flickan heter … och sover inte"],
    ["vår dotter kallas lillan", "vår dotter kallas …"], ["Bj\u200börn sover inte", "… sover inte"], ["ＢＪÖＲＮ", "…"], ["𝕓𝕛ö𝕣𝕟", "…"], ["B j ö r n", ""], ["Bj0rn", "…"],
    ["طفلي محمد لا ينام", "طفلی … لا ینام"], ["Дитина Олена не спить", "дитина … не спить"], ["my son Muhammad not go to school", "my son … not go to school"],
  ])("%s becomes %s", (asked, kept) => expect(terms(asked)).toBe(kept));
});

describe("numbers and addresses", () => {
  test.each(["20221014-2390", "221014-2390", "2210142390", "22 10 14 23 90", "070-174 06 05", "0701740605", "+46 70 174 06 05", "٠٧٠١٧٤٠٦٠٥", "０７０１７４", "noll sju noll ett sju fyra", "nio åtta sju", "tjugo tjugotvå",
    "lisa@example.se", "lisa.berg@mejl.example.se", "https://example.se/lisa", "www.example.se", "Storgatan 12", "storgatan 12 b", "STORGATAN", "Ekvägen 3", "ekvagen 3", "Kyrkstigen 4, 693 30 Degerfors", "Lilltorget", "Allén 3", "c/o"])(
    "%s: nothing is left", (asked) => expect(nothing(asked)).toBe(true));
  test("digits go, and the words around them stay", () => {
    expect(terms("min 3-åring biter, ring 070-174 06 05")).toBe("min åring biter ring");
    expect(terms("3åring sover inte")).toBe("åring sover inte");
    expect(terms("har två barn")).toBe("har två barn");
  });
  test("a long text is cut, and strange signs are nothing", () => {
    expect(terms("sover ".repeat(2_000)).split(" ").length).toBeLessThanOrEqual(12);
    for (const odd of ["", " ", "'; drop table", "<script>", "🐘", "\u202e\u0000", "%", "…"]) expect(terms(odd)).toMatch(/^[\p{L} …]*$/u);
  });
});

// The control: the same sieve lets ordinary words through, known by the dictionary or by the search, and only those.
describe("ordinary words", () => {
  test.each([
    ["vill inte gå till skolan", "vill inte gå till skolan"], ["bebisen skriker varje natt", "bebisen skriker varje natt"], ["Mobbad av läraren", "mobbad av läraren"], ["BUP väntetid", "bup väntetid"],
    ["fröken ur skogen", "fröken ur skogen"], ["my son will not go to school", "my son will not go to school"],
  ])("%s", (asked, kept) => expect(terms(asked)).toBe(kept));
  test("a word that neither knows is left out: it may be a name that we have never heard", () => expect(terms("bebisen qwertz skriker")).toBe("bebisen … skriker"));
  test("without the search's own words, those are left out too", () => expect(termsOf("BUP väntetid", new Set())).toBe("… väntetid"));
});

test("the search is asked about words as it knows them, and about no digits", () => expect(wordsAsked("Får 3-åringen sova, 070-174 06 05?")).toEqual(["får", "åringen", "sova"]));
