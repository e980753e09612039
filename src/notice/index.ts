export { postLetter, postToVisitor, type Visitor } from "./notice-store.ts";
export { sendLetters, startPost, type Letter, type Mailer } from "./notice.ts";
