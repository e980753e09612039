import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { PASSWORD } from "#test/database-server.ts";
import { lintSchema, migrate, withConnection } from "./migrate.ts";

let house: TestHouse;
// The faults are planted in a house of their own.
let faulty: TestHouse;
let asOwner: (sql: string) => Promise<unknown>;
let asApp: (sql: string) => Promise<unknown>;
beforeAll(async () => {
  [house, faulty] = await Promise.all([openTestHouse(), openTestHouse()]);
  asOwner = (sql) => withConnection(faulty.owner, async (client) => (await client.query("set role kring_owner"), client.query(sql)));
  asApp = (sql) => withConnection({ ...house.owner, user: "kring_app", password: PASSWORD }, (client) => client.query(sql));
});
afterAll(() => Promise.all([house.close(), faulty.close()]));

const admin = (of: TestHouse) => ({ ...inject("server"), ...inject("server").admin, database: String(of.owner.database) });

test("the schema has no faults", async () => {
  expect(await lintSchema(admin(house), "db")).toEqual([]);
});

test.each([
  ["a table nobody protects", "create table kring.planted (id uuid, child_id uuid); comment on table kring.planted is 'x'", "planted: no forced row-level security"],
  ["a table without a comment", "create table kring.silent (id uuid); alter table kring.silent enable row level security; alter table kring.silent force row level security", "silent: no comment"],
  ["an open table that carries a child", "create table kring.leaky (id uuid, child_id uuid); comment on table kring.leaky is '[open] oops'", "leaky: an open table that carries a person or a child"],
  ["a policy that is always true", "create policy planted on kring.signal for select to kring_app using (true)", "signal.planted: a policy that is always true"],
  ["a function without a pinned search_path", "create function kring.loose() returns int language sql as 'select 1'; revoke all on function kring.loose() from public", "loose: no pinned search_path"],
  ["a definer's function open to everybody", "create function kring.wide() returns int language sql security definer set search_path = '' as 'select 1'", "wide: a security definer function open to everybody"],
  ["an audit trail that can be changed", "grant update on kring.audit_event to kring_app", "audit_event: the app may change or remove audit lines"],
  ["a policy without its index", "drop index kring.signal__matter", "signal.matter_id: no index for its policy"],
])("a planted fault is named: %s", async (_, ddl, fault) => {
  await asOwner(ddl);
  expect(await lintSchema(admin(faulty), "db")).toContain(fault);
});

test("a migration that has run and was changed afterwards is refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kring-sql-"));
  cpSync("db", folder, { recursive: true });
  const file = join(folder, "migrations", "0001_organisation.sql");
  writeFileSync(file, `${readFileSync(file, "utf8")}\n-- changed`);
  await expect(migrate(house.owner, folder)).rejects.toThrow("0001_organisation.sql has run and was changed afterwards");
  await expect(migrate(house.owner, "db")).resolves.toEqual([]);
});

test.each([
  "update kring.audit_event set purpose = 'x'", "delete from kring.audit_event", "truncate kring.audit_event", "select * from kring.session", "select * from kring.once",
  "create table kring.mine (id int)", "drop table kring.signal", "alter table kring.signal disable row level security", "set role kring_owner", "delete from kring.matter", "update kring.delivery_copy set sealed = ''",
])("the program's role may not: %s", async (sql) => {
  await expect(asApp(sql)).rejects.toThrow(/permission denied|must be owner|violates row-level/);
});

test("without anybody asking there are no rows, in any table the program can read", async () => {
  const tables = await house.rows<{ name: string }>(`select c.relname as name from pg_class c where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' and c.relrowsecurity
    and obj_description(c.oid) not like '[published]%' and has_table_privilege('kring_app', c.oid, 'select')`);
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) expect(((await asApp(`select 1 from kring.${pg.escapeIdentifier(name)}`)) as pg.QueryResult).rowCount, name).toBe(0);
});

test("without anybody asking, what is published is read and not written", async () => {
  expect(((await asApp("select 1 from kring.answer limit 1")) as pg.QueryResult).rowCount).toBe(1);
  const written = await Promise.all(["update kring.answer set status = 'ended'", "delete from kring.kind_word", "update kring.service set phone = '112'"].map(async (sql) => ((await asApp(sql)) as pg.QueryResult).rowCount));
  expect(written).toEqual([0, 0, 0]);
  await expect(asApp("insert into kring.topic (handle, position, names) values ('x', 99, '{}')")).rejects.toThrow(/row-level/);
});
