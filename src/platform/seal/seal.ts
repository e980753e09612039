import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Words about people are sealed before they reach the database: AES-256-GCM with one data key per matter (or copy, or
 * person), itself wrapped with the key of the branch that owns it. Branch keys are files outside the database.
 * The row a text belongs to is associated data, so sealed words moved to another row do not open.
 */
export type DataKey = { readonly wrapped: Buffer; readonly key: KeyObject };

/** Who can open: a branch (its id), or `people` for what belongs to a person and not to a branch. */
export type Holder = string;
export const PEOPLE: Holder = "people";

const FORMAT = 1;
const FORMAT_BYTE = Buffer.from([FORMAT]);
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const CHANCE_BYTES = 4_096;
let [chance, drawn] = [Buffer.alloc(0), 0];
/** Random bytes, each given once. Drawn from the system some thousands at a time: asking for each few costs more than sealing with them. */
function draw(bytes: number): Buffer {
  if (drawn + bytes > chance.length) [chance, drawn] = [randomBytes(CHANCE_BYTES), 0];
  return chance.subarray(drawn, (drawn += bytes));
}

function encrypt(key: KeyObject, place: string, clear: Buffer): Buffer {
  const iv = draw(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
  const [words, last] = [cipher.update(clear), cipher.final()];
  return Buffer.concat([FORMAT_BYTE, iv, cipher.getAuthTag(), words, last]);
}

function decrypt(key: KeyObject, place: string, sealed: Buffer): Buffer {
  if (sealed[0] !== FORMAT) throw new Error(`sealed words at ${place} have an unknown format`);
  const tagAt = 1 + IV_BYTES;
  const wordsAt = tagAt + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, tagAt)).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(tagAt, wordsAt));
  return Buffer.concat([decipher.update(sealed.subarray(wordsAt)), decipher.final()]);
}

/** Seals a JSON value for one row. `place` is `table:row-id`. */
export const seal = (key: DataKey, place: string, value: unknown): Buffer =>
  encrypt(key.key, place, Buffer.from(JSON.stringify(value)));

/** Opens what `seal` made for the same place; throws when the words were changed or moved. */
export const unseal = <T>(key: DataKey, place: string, sealed: Buffer): T =>
  JSON.parse(decrypt(key.key, place, sealed).toString()) as T;

/** The keys of one installation. */
export type KeyRing = {
  /** A fresh data key, wrapped for its holder. */
  newKey(holder: Holder): DataKey;
  /** Opens a wrapped data key; throws when it was not wrapped for this holder. */
  open(holder: Holder, wrapped: Buffer): DataKey;
  /** A keyed hash of an identity number: finds a person without storing the number. 32 bytes. */
  numberHash(number: string): Buffer;
  /** The secret of a private address, worked out from the id of what it leads to: it need not be stored anywhere, and nobody who reads the database can make it. 256 bits. */
  secretOf(place: string): string;
};

function keyFile(folder: string, name: string): KeyObject {
  const file = join(folder, `${name}.key`);
  if (!existsSync(file)) writeFileSync(file, randomBytes(KEY_BYTES).toString("base64"), { mode: 0o600, flag: "wx" });
  const key = Buffer.from(readFileSync(file, "utf8"), "base64");
  if (key.length !== KEY_BYTES) throw new Error(`${name}.key does not hold a ${KEY_BYTES}-byte key`);
  return createSecretKey(key);
}

/** The key ring kept as files in `folder`. The key of a holder met for the first time is made and written. */
export function keyRing(folder: string): KeyRing {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = new Map<string, KeyObject>();
  const keyOf = (name: string): KeyObject => {
    let key = keys.get(name);
    if (!key) keys.set(name, (key = keyFile(folder, name)));
    return key;
  };
  for (const file of readdirSync(folder)) if (file.endsWith(".key")) keyOf(file.slice(0, -4));
  return {
    newKey(holder) {
      const key = draw(KEY_BYTES);
      const made = { key: createSecretKey(key), wrapped: encrypt(keyOf(`holder-${holder}`), `key:${holder}`, key) };
      key.fill(0);
      return made;
    },
    open: (holder, wrapped) => ({ wrapped, key: createSecretKey(decrypt(keyOf(`holder-${holder}`), `key:${holder}`, wrapped)) }),
    numberHash: (number) => createHmac("sha256", keyOf("numbers")).update(number).digest(),
    secretOf: (place) => createHmac("sha256", keyOf("addresses")).update(place).digest("base64url"),
  };
}
