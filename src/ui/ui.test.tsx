import type { ComponentChild } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { SpokenIn, wordsIn, type Language } from "../platform/i18n/words.tsx";
import { Gallery } from "./gallery.tsx";
import {
  CheckAnswers,
  DataTable,
  DateField,
  ErrorSummary,
  NextStep,
  RadioGroup,
  Row,
  Said,
  Shell,
  TextArea,
  TextField,
  Wheel,
  type Area,
  type ShellProps,
} from "./index.ts";

const render = (part: ComponentChild, language: Language = "sv") =>
  renderToString(<SpokenIn value={wordsIn(language)}>{part}</SpokenIn>);

const shell: ShellProps = {
  title: "Min lista",
  area: "staff",
  assets: { css: "/assets/app.1.css", js: "/assets/app.1.js" },
  who: { name: "Maja Lindqvist", role: "BVC-sjuksköterska", unit: "BVC Lessebo", changeHref: "/duty", signOut: { action: "/sign-out", fields: { once: "abc" } } },
  nav: [{ href: "/list", label: "Min lista", current: true }],
  languages: [
    { language: "sv", code: "sv", name: "Svenska", href: "?language=sv" },
    { language: "en", code: "en", name: "English", href: "?language=en" },
  ],
  session: { seconds: 1500 },
  children: <h1>Min lista</h1>,
};

const page = (props: Partial<ShellProps> = {}, language: Language = "sv") => render(<Shell {...shell} {...props} />, language);

const idsIn = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
const refersTo = (html: string) =>
  [...html.matchAll(/ (?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)].flatMap(([, ids = ""]) => ids.split(" "));

/** What a translator could have missed: text in the page outside every element that is marked as people's own words. */
function ownText(html: string): string {
  const open: string[] = [];
  let own = "";
  for (const [, tag = "", text = ""] of html.slice(html.indexOf("<body")).matchAll(/<([^>]+)>([^<]*)/g)) {
    if (tag.startsWith("/")) open.pop();
    else if (!tag.endsWith("/")) open.push(tag);
    if (!open.some((element) => element.includes('translate="no"'))) own += `${text} `;
  }
  return own;
}

test("everybody finds help and the way to report a concern at the end of every page", () => {
  for (const area of ["staff", "family", "child", "guide", "open"] satisfies Area[]) {
    const html = page({ area, who: undefined });
    expect(html).toContain('href="tel:112"');
    expect(html).toContain('href="tel:116111"');
    expect(html).toContain('href="/concern"');
  }
});

test("a parent, a child and a reader of the guide can leave quickly, also without scripts; staff have no need", () => {
  for (const area of ["family", "child", "guide"] satisfies Area[]) expect(page({ area })).toMatch(/<a class="button exit" href="\/leave"/);
  for (const area of ["staff", "open"] satisfies Area[]) expect(page({ area })).not.toContain("kring-exit");
});

test("a nurse sees who she is signed in as, in which duty, and can sign out with a form", () => {
  const html = page();
  expect(html).toContain("Maja Lindqvist");
  expect(html).toContain("BVC Lessebo");
  expect(html).toMatch(/<form class="sign-out" method="post" action="\/sign-out"><input type="hidden" name="once" value="abc"\/>/);
});

test("a failed form is told already by the tab", () => {
  expect(page({ failed: true })).toContain("<title>Fel: Min lista – Kring</title>");
  expect(page({ failed: true }, "en")).toContain("<title>Error: Min lista – Kring</title>");
  expect(page()).toContain("<title>Min lista – Kring</title>");
});

test("a page has one main, one skip link to it, and a name for every navigation", () => {
  const html = page();
  expect(html.match(/<main/g)).toHaveLength(1);
  expect(html).toContain('href="#main"');
  expect(html.match(/<nav/g)?.length).toBe(html.match(/<nav[^>]*aria-label="[^"]+"/g)?.length);
});

test("a reader is offered the languages that the page is not in, each named in itself", () => {
  expect(page()).toMatch(/<a href="\?language=en" lang="en" hreflang="en" translate="no">English<\/a>/);
  expect(page()).not.toContain(">Svenska</a>");
  expect(page({}, "en")).toContain(">Svenska</a>");
});

test("many languages stand behind one word, which is also said in English, and all in view at the end", () => {
  const languages = ["sv", "en", "fi", "ar", "so"].map((code) => ({ language: code, code, name: `Name ${code}`, href: `?lang=${code}` }));
  const [top, end] = page({ languages }).split("<main");
  expect(top).toMatch(/<details><summary>Språk<span lang="en" translate="no">Language<\/span><\/summary>.*Name ar/);
  expect(end).toMatch(/<footer.*Name en.*Name fi.*Name ar.*Name so/);
  expect(end).not.toContain("Name sv");
  expect(page({ languages }, "en")).not.toContain(">Language</span>");
  expect(page().split("<main")[1]).not.toContain("languages-at-end");
});

test("the practice space can be told from the real one on every page", () => {
  expect(page({ practice: { changeHref: "/practice" } })).toContain("Övningsmiljö med påhittade personer");
  expect(page()).not.toContain("Övningsmiljö");
});

test("all the house's own words come from the catalogues", () => {
  const missed = (props: Partial<ShellProps>) => ownText(page(props, "x-pseudo")).replaceAll(/⟦[^⟧]*⟧/g, " ");
  expect(missed({ area: "family", practice: { changeHref: "/p" }, nav: [], children: <Gallery /> })).not.toMatch(/\p{L}/u);
  expect(missed({})).toContain("Min lista");
});

test("nothing on any page needs an inline style or script", () => {
  const html = page({ area: "family", practice: { changeHref: "/p" }, children: <Gallery /> });
  expect(html).not.toMatch(/ style="| on[a-z]+="|<style|<script(?![^>]* src=)/);
});

test("every id is used once and every reference finds its id", () => {
  const html = page({ area: "family", children: <Gallery /> });
  const ids = idsIn(html);
  expect(ids.length).toBe(new Set(ids).size);
  expect(refersTo(html).filter((id) => !ids.includes(id))).toEqual([]);
  expect([...html.matchAll(/href="#(P[^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
});

test("a field that is wrong says so, says why, and keeps what was written", () => {
  const html = render(<DateField id="day" name="day" label="När?" value="snart" problem="Skriv vilken dag" required />);
  expect(html).toContain('value="snart"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('aria-describedby="day-hint day-problem"');
  expect(html).toContain('<span class="hidden">Fel: </span>Skriv vilken dag');
});

test("a field that may be left empty says so, and a required one has no asterisk", () => {
  expect(render(<TextField id="a" name="a" label="Telefon" />)).toContain("(frivilligt)");
  const required = render(<TextField id="a" name="a" label="Telefon" required />);
  expect(required).not.toContain("(frivilligt)");
  expect(required).not.toContain("*");
});

test("a page with one question can have the question as its title", () => {
  expect(render(<TextField id="a" name="a" label="Vad heter du?" required asTitle />)).toMatch(/<h1[^>]*><label for="a">Vad heter du\?<\/label><\/h1>/);
  const radios = render(<RadioGroup id="m" name="m" label="Hur är det?" required asTitle options={[{ value: "1", label: "Bra" }]} />);
  expect(radios).toMatch(/<legend><h1[^>]*>Hur är det\?<\/h1><\/legend>/);
});

test("the error summary leads to the first choice of a group", () => {
  const radios = <RadioGroup id="m" name="m" label="Hur?" options={[{ value: "a", label: "A" }, { value: "b", label: "B" }]} value="b" />;
  const html = render([<ErrorSummary problems={[{ id: "m", text: "Välj ett svar" }]} />, radios]);
  expect(html).toMatch(/role="alert" tabindex="-1"/);
  expect(html).toContain('<a href="#m">Välj ett svar</a>');
  expect(html).toMatch(/<input type="radio" id="m" name="m" value="a"\/>/);
  expect(html).toMatch(/<input type="radio" id="m-2" name="m" value="b" checked\/>/);
  expect(render(<ErrorSummary problems={[]} />)).toBe("");
});

test("a text that begins with an empty line keeps it", () => {
  const html = render(<TextArea id="t" name="t" label="Text" value={"\nrad två"} maxLength={10} />);
  expect(html).toContain(">\n\nrad två</textarea>");
  expect(html).not.toContain("maxlength");
});

test("the next step says what, who and when, and how late it is", () => {
  const html = render(<NextStep what="Fyll i hjulet" href="/w" owner="Maja Lindqvist" due="onsdag 25 november" late="3 dagar försenat" />);
  for (const part of ["Fyll i hjulet", "Maja Lindqvist", "onsdag 25 november", "3 dagar försenat"]) expect(html).toContain(part);
});

test("a table keeps its headers when it is shown as cards", () => {
  const html = render(<DataTable caption="Vem gör vad" columns={[{ label: "Vad" }, { label: "Vem" }]} rows={[{ key: "1", cells: ["Träff", "Per"] }]} />);
  expect(html).toContain('<th scope="row" role="rowheader">Träff</th>');
  expect(html).toContain('<th scope="col" role="columnheader">Vem</th>');
  expect(html).toContain('<span class="cell-label" aria-hidden="true">Vem</span>');
});

test("a link called only Ändra says what it changes to the one who listens", () => {
  const html = render(<CheckAnswers items={[{ label: "Till", value: "BVC", href: "/to" }]} />);
  expect(html).toContain('<a href="/to">Ändra<span class="hidden"> Till</span></a>');
});

test("people's names stand apart from the house's words, and cannot become markup", () => {
  expect(render(<Said>{"<b>Elis</b>"}</Said>)).toBe('<bdi translate="no">&lt;b>Elis&lt;/b></bdi>');
  expect(render(<Row name="Åsa" href="/1" />)).toContain('<bdi translate="no">Åsa</bdi>');
});

test("a wheel for a child with a name from another script still reads in order", () => {
  const areas = [{ id: "a", label: "الصحة", mark: "works" as const, needsSupport: true }];
  expect(render(<Wheel areas={areas} centre="إليس" caption="x" />)).toContain("<title>الصحة: fungerar, behöver stöd</title>");
});
