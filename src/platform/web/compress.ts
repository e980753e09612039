import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/**
 * The answer made small, as far as the asker understands it. Only for what anybody may read: a page that holds both a secret and words from
 * the address tells the secret by its length.
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const understood = request.headers.get("accept-encoding") ?? "";
  const encoding = /\bbr\b/.test(understood) ? "br" : /\bgzip\b/.test(understood) ? "gzip" : undefined;
  if (!encoding || !response.body || response.headers.has("content-encoding")) return response;
  const whole = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set("content-encoding", encoding);
  headers.append("vary", "accept-encoding");
  return new Response(new Uint8Array(await (encoding === "br" ? brotli(whole, QUALITY) : zip(whole))), { status: response.status, headers });
}
