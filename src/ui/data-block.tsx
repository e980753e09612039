/** JSON that no parser of pages can mistake for anything else: no tag begins or ends in it, and no line of a script. */
export const blockText = (data: unknown): string =>
  JSON.stringify(data).replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.codePointAt(0)!.toString(16).padStart(4, "0")}`);

/** Data for programs that read the page. It is not run: the policy that keeps foreign scripts out does not concern it. */
export const DataBlock = ({ data }: { data: unknown }) => <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: blockText(data) }} />;
