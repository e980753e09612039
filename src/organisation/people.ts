import type { KeyRing } from "../platform/seal/seal.ts";
import { PEOPLE, unseal } from "../platform/seal/seal.ts";

/** A person's row as a store selects it: id and sealed name. */
export type SealedName = { readonly id: string; readonly data_key: Buffer; readonly sealed: Buffer };

/** The name of a person. */
export const nameOf = (keys: KeyRing, row: SealedName): string =>
  unseal<{ name: string }>(keys.open(PEOPLE, row.data_key), `person:${row.id}`, row.sealed).name;

/** How to reach a person; selected only where row-level security lets it be. */
export type Contact = { readonly number: string; readonly phone: string; readonly email: string };

export const contactOf = (keys: KeyRing, row: { id: string; data_key: Buffer; contact: Buffer }): Contact =>
  unseal<Contact>(keys.open(PEOPLE, row.data_key), `person_contact:${row.id}`, row.contact);
