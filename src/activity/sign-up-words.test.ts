import { expect, test } from "vitest";
import { isRefusal, type Refusal } from "../platform/result.ts";
import { checkTold, readContact } from "./sign-up.ts";

/** One child's number as people write it; the last but one without a number of her own, the last on an Arabic keyboard. */
const KIM = ["20221014-2390", "202210142390", "20221014 2390", "221014-2390", "2210142390", "221014 2390", "2022-10-14-2390", "2022 10 14 23 90", "20221014–2390", "20221014+2390", "2022.10.14.2390", "20221074-2390", "20221014-T390", "٢٠٢٢١٠١٤-٢٣٩٠"];

test.each(KIM)("%s is somebody's number, and is taken in no field", (number) => {
  for (const written of [number, ` ${number} `]) expect((readContact(written) as Refusal).refused).toBe("sign-up.number");
  for (const words of [number, `Kim ${number}`, `Kim,${number}.`]) {
    expect(checkTold({ name: words, said: "" })).toMatchObject({ refused: "sign-up.number", details: { field: "name" } });
    expect(checkTold({ name: "", said: words })).toMatchObject({ refused: "sign-up.number", details: { field: "said" } });
  }
});

test("born in a year that begins as telephone numbers do: the sign after six digits tells", () => {
  for (const number of ["060101-2390", "060101 - 2390", "070103–2391"]) expect((readContact(number) as Refusal).refused).toBe("sign-up.number");
});

test.each(["070-174 06 05", "0701740605", "070 174 06 05", "+46 70 174 06 05", "+46701740605", "0046 70 174 06 05", "08-123 456 78", "0586-481 90", "031–390 06 00", "390 06 00", "(0586) 481 90", "0703-10 12 34", "073/174 06 05"])("%s is a telephone number, and may stand anywhere", (number) => {
  expect(isRefusal(readContact(number))).toBe(false);
  expect(checkTold({ name: number, said: `Ring ${number} först` })).toBeUndefined();
});
