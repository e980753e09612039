export { postLetter } from "./notice-store.ts";
export { sendLetters, startPost, type Letter, type Mailer, type Post } from "./notice.ts";
