import { sql } from "kysely";
import { makePool, queriesOn, type Tx } from "./connection.ts";
import type { Connection } from "./migrate.ts";

/**
 * Runs `work` as the owner of the database, in one transaction, on a connection of its own: for what nobody signed in may do, such as saying
 * who exists. Rolls back and throws what `work` throws.
 */
export async function asOwner<T>(owner: Connection, work: (tx: Tx) => Promise<T>): Promise<T> {
  const pool = makePool({ ...owner, max: 1 });
  const client = await pool.connect();
  const tx = queriesOn(client);
  try {
    await client.query("begin");
    await sql`set local role kring_owner`.execute(tx);
    const result = await work(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
    await pool.end();
  }
}
