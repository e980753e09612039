import type { Audited } from "./route.ts";

/**
 * A gate: the few addresses that are neither pages nor forms – sign-in, sign-out, assets – because they set cookies or answer
 * other than with a page. Public, each with its own handling; the list is short and a test knows it by heart.
 */
export type Gate = {
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly access: "public";
  readonly audit: "nothing" | Audited;
  handle(request: Request, params: Record<string, string>): Promise<Response>;
};
