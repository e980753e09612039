import { pino, type Logger } from "pino";

export type Log = Logger;

/** Lines to standard output: method, route pattern, status, time, request id. Never an address, a name or a number. @ground S21 */
export const makeLog = (level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ["headers", "body", "url"] });
