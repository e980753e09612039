import type { Part } from "../directory/index.ts";
import { problem, type Problem } from "../platform/web/operation.ts";
import { whole, type Schema } from "../platform/web/parameters.ts";

export const MOST_PER_PAGE = 500;

/** Which page of a list, and how long the pages are. */
export const paging = {
  page: whole({ says: "is the number of the page, from 1", most: 999_999_999, otherwise: 1 }),
  per_page: whole({ says: `is how many there are on a page, 1 to ${MOST_PER_PAGE}`, most: MOST_PER_PAGE, otherwise: 50 }),
};
type Paging = { readonly page: number; readonly per_page: number };

export const partOf = ({ page, per_page: perPage }: Paging): Part => ({ from: (page - 1) * perPage, most: perPage });

/** A page as HSDS has it. A page after the last is not there. */
export function pageOf({ page, per_page: perPage }: Paging, contents: readonly unknown[], total: number): string | Problem {
  if (contents.length === 0 && page > 1) return problem(404, "There is no such page", "The list ends before this page.");
  const pages = Math.ceil(total / perPage);
  return JSON.stringify({
    total_items: total, total_pages: pages, page_number: page, size: contents.length, first_page: page === 1, last_page: page >= pages, empty: contents.length === 0, contents,
  });
}

/** A page of what is all at hand. */
export const pageFrom = (paged: Paging, all: readonly unknown[]): string | Problem => pageOf(paged, all.slice((paged.page - 1) * paged.per_page, paged.page * paged.per_page), all.length);

/** What a page looks like, with such things on it. */
export const pageSchema = (items: Schema): Schema => ({ allOf: [{ $ref: "#/components/schemas/Page" }, { type: "object", properties: { contents: { type: "array", items } } }] });
