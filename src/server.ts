import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** Answers a request before the app does; false when it is not its own. */
export type Before = (request: IncomingMessage, response: ServerResponse) => boolean;

const listening = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

/** Serves an app on the loopback addresses (a proxy in front carries TLS). `stop` lets what is under way finish. */
export async function serve(app: Hono, of: { port: number; before?: Before | undefined }): Promise<{ stop(): Promise<void> }> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (!of.before?.(request, response)) void listener(request, response);
  };
  const servers = [createServer(answer), createServer(answer)] as const;
  await listening(servers[0], of.port, "127.0.0.1");
  // Without IPv6 on the machine there is nothing to listen on, and nobody who would come that way.
  await listening(servers[1], of.port, "::1").catch(() => undefined);
  return {
    stop: async () => {
      for (const server of servers) server.closeIdleConnections();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => {
        server.close(() => resolve());
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      })));
    },
  };
}
