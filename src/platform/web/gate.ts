import type { Audited } from "./route.ts";

/**
 * A gate: the few addresses that are neither pages nor forms – sign-in, sign-out, assets, open data – because they set cookies or
 * answer other than with a page. Public, each with its own handling; a test knows the list by heart. `ALL`: every method, of what
 * no gate before it has answered.
 */
export type Gate = {
  readonly path: string;
  readonly method: "GET" | "POST" | "ALL";
  readonly access: "public";
  readonly audit: "nothing" | Audited;
  handle(request: Request, params: Record<string, string>): Promise<Response>;
};
