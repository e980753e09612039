import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { verifyTrail } from "./verify.ts";

let house: TestHouse;
let superuser: pg.Client;
let line: { chain: string; last: number };
beforeAll(async () => {
  house = await openTestHouse();
  const { host, port, admin } = inject("server");
  superuser = new pg.Client({ host, port, ...admin, database: String(house.owner.database) });
  await superuser.connect();
  const anna = await house.signIn("anna");
  for (let nth = 0; nth < 12; nth += 1) await anna.get("/list");
  const { rows } = await superuser.query<{ chain: string; last: number }>("select chain, max(seq)::int as last from kring.audit_event group by chain order by 2 desc limit 1");
  line = rows[0]!;
});
afterAll(async () => {
  await superuser.end();
  await house.close();
});

test("an untouched trail holds", async () => {
  const verified = await verifyTrail(superuser);
  expect(verified.broken).toEqual([]);
  expect(verified.lines).toBeGreaterThan(12);
});

// What somebody with every right in the database could try. Triggers are off, as they would see to.
const tamperings: ReadonlyArray<(seq: number) => string> = [
  (seq) => `update kring.audit_event set purpose = 'nothing to see' where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `update kring.audit_event set at = at + interval '1 hour' where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `update kring.audit_event set outcome = 'refused' where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `update kring.audit_event set person_id = gen_random_uuid() where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `update kring.audit_event set for_family = not for_family where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `delete from kring.audit_event where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `delete from kring.audit_event where chain = '${line.chain}' and seq >= ${seq}`,
  () => `delete from kring.audit_event where chain = '${line.chain}'`,
  (seq) => `update kring.audit_event set seq = seq + 1000 where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `update kring.audit_event set chain = gen_random_uuid() where chain = '${line.chain}' and seq = ${seq}`,
  (seq) => `update kring.audit_event set purpose = 'x', hash = kring.audit_link(previous, seq, audit_event) where chain = '${line.chain}' and seq = ${seq}`,
];

test("every one of 60 random tamperings by a superuser is found", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: tamperings.length - 1 }), fc.integer({ min: 1, max: line.last }), async (kind, seq) => {
      await superuser.query("begin");
      await superuser.query("set local session_replication_role = replica");
      await superuser.query(tamperings[kind]!(seq));
      const { broken } = await verifyTrail(superuser);
      await superuser.query("rollback");
      expect(broken.length, tamperings[kind]!(seq)).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});
