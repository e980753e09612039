import { readConfig } from "#src/config.ts";
import { verifyTrail } from "#src/platform/audit/verify.ts";
import { withConnection } from "#src/platform/db/migrate.ts";
import { attachInstallation } from "#src/platform/db/open.ts";

/** Recomputes every link of the audit trail and names each chain that does not hold. Exits with 1 when one does not. */
const config = readConfig(process.env);
const opened = await attachInstallation({ data: config.data, url: config.databaseUrl, sql: "db" });
try {
  const verified = await withConnection(opened.owner, async (client) => {
    await client.query("set role kring_owner");
    return verifyTrail(client);
  });
  for (const { chain, seq, why } of verified.broken) console.log(`BROKEN chain ${chain}, line ${seq}: ${why}`);
  console.log(`${verified.lines} lines in ${verified.chains} chains, ${verified.broken.length} broken`);
  process.exitCode = verified.broken.length === 0 ? 0 : 1;
} finally {
  await opened.pool.end();
  await opened.close();
}
