export { postLetter } from "./notice-store.ts";
export { sendLetters, startPost, type Letter, type Mailer } from "./notice.ts";
