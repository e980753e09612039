import { wordsOf } from "./letters.ts";

/** What is said at home of somebody, and what a stemmer cannot see is the same word: the ordinary word first, then those that mean it. */
const SAME = `
pappa: farsan farsa farsans pappsen papsen
mamma: morsan morsa morsans mamsen mutsan
bror: brorsan brorsa brorsans brosan brodern broder
syster: syrran syrra syrrans systern
mormor: mommo momo
farmor: fammo famo
morfar: moffa
farfar: faffa
barn: ungen unge ungar ungarna kidsen
slår: slå slog slogs slagit slagen slaget slagna
dricker: drack druckit drucken
super: söp supit
skriker: skrek skrikit
biter: bitit biten
gråter: grät gråtit
sover: sov sovit
skär: skar skurit
stjäl: stal stulit stulen stulet stulna
skiljas: skild skilda skilt skildes skilts frånskild frånskilda`;

const ordinary: ReadonlyMap<string, string> = new Map(SAME.trim().split("\n").flatMap((line) => {
  const [word, others] = line.split(": ") as [string, string];
  return others.split(" ").map((other) => [other, word] as const);
}));

/** Whoever came into the family later is called many things: the first part says that, the last who it is. */
const CAME_LATER = /^(?:styv|bonus|plast|låtsas)(far|mor|fadern|modern|.{4,})$/;
const KIN: Readonly<Record<string, string>> = { pappa: "pappa", pappan: "pappa", far: "pappa", fadern: "pappa", mamma: "mamma", mamman: "mamma", mor: "mamma", modern: "mamma", bror: "bror", syster: "syster" };
const stepOf = (word: string): string | undefined => {
  const last = CAME_LATER.exec(word)?.[1];
  return last === undefined ? undefined : KIN[ordinary.get(last) ?? last];
};

/** The ordinary Swedish word for one that is said at home, or for a form of a strong verb. */
export const ordinaryOf = (word: string): string => {
  const step = stepOf(word);
  return step === undefined ? ordinary.get(word) ?? word : `styv${step}`;
};

/** A stepfather is also a father: less near than the word itself, and nearer than a part of a compound. Nothing for most words. */
export const sortOf = stepOf;

/** How one wants to reach somebody, and that one needs something, stands in questions about anything: it tells little of what is asked. */
const LIGHT = new Set([
  "öppettider", "öppettid", "öppet", "öppnar", "stänger", "telefonnummer", "telefonnumret", "telefonnr", "nummer", "numret", "tel", "adress", "adressen", "kontakt", "kontakta", "kontaktuppgifter", "mejl", "mail", "mejladress", "hemsida",
  "behöver", "behövs", "inför", "opening", "hours", "open", "phone", "number", "address", "contact", "email", "need", "needs", "aukioloajat", "auki", "puhelinnumero", "numero", "osoite", "yhteystiedot", "tarvitsen", "tarvitsee", "tarvitsemme",
  "baahanahay", "baahanahey", "baahan", "baahannahay", "lambarka", "احتاج", "نحتاج", "بحاجه", "محتاج", "رقم", "هاتف", "عنوان", "نیاز", "دارم", "شماره", "آدرس", "потрібен", "потрібна", "потрібно", "потрібні", "потребую", "номер", "адреса", "телефон", "የድልየኒ",
].flatMap(wordsOf));
const LITTLE = 0.35;

/** How much a word of a question tells, beside others. */
export const heft = (word: string): number => (LIGHT.has(word) ? LITTLE : 1);
