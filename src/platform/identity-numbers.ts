const SEPARATOR = "[\\s.\\-+–—/]*";
const MONTH_AND_DAY = `(?:0[1-9]|1[0-2])${SEPARATOR}(?:[06][1-9]|[1278]\\d|[39][01])`;
const YEAR = `(?:(?:1[89]|20)${SEPARATOR})?\\d${SEPARATOR}\\d`;
const NUMBER = new RegExp(`(?<!\\d)(${YEAR}${SEPARATOR}${MONTH_AND_DAY})(${SEPARATOR})([\\dT]\\d${SEPARATOR}\\d{2})(?!\\d)`, "gi");

/** The control digit of an identity number is right. Ten digits that begin with a nought are more often a telephone number, which has it right once in ten. */
function isControlled(digits: string): boolean {
  const sum = Array.from(digits.slice(-10), Number).reduce((total, digit, nth) => {
    const product = digit * (nth % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}

/** Digits of any script as 0–9: what was typed on an Arabic keyboard is a number too. */
const inLatinDigits = (text: string): string => text.normalize("NFKC").replaceAll(/\p{Nd}/gu, (digit) => {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return /\d/.test(digit) ? digit : String(code - zero);
}).replaceAll(/\p{Cf}/gu, "");

/**
 * Whether a text holds what looks like somebody's identity number, coordination number or the number care gives who has none (T), however it is spaced. It need not even be right: somebody
 * who mistypes means a person all the same. Telephone numbers and those of organisations are neither. @ground GDPR 5.1 c, 87
 */
export function hasIdentityNumber(text: string): boolean {
  for (const [, date = "", between = "", last = ""] of inLatinDigits(text).matchAll(NUMBER)) {
    const digits = `${date}${last}`.replaceAll(/\D/g, "");
    if (digits.length === 12 || !digits.startsWith("0") || /^\s*[-+–—]\s*$/.test(between) || isControlled(digits)) return true;
  }
  return false;
}

/**
 * The same of what was written for others to ring or write to. What begins as a telephone number is one, even if it could be somebody's birthday;
 * but no telephone number has its one sign after six digits.
 */
export const isIdentityNumberToReach = (written: string): boolean => hasIdentityNumber(written) && (!/^[+0]/.test(written.trim()) || /^\d{6}\s*[-–—+]\s*\d{4}$/.test(written.trim()));
