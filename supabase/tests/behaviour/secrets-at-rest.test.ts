import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { connect } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { overlapping, startStand, undone, withDatabase } from "./stand.ts";
import type { Queries } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

/** Everything that the server has on disk, the write-ahead log and the server's log included. */
async function filesWith(secret: string): Promise<string[]> {
  const superuser = connect(databases.server.superuserUrl);
  try {
    await superuser`checkpoint`;
    const [row] = await superuser<{ folder: string }[]>`
      select current_setting('data_directory') as folder`;
    const folder = row?.folder ?? "";
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(secret));
  } finally {
    await superuser.end();
  }
}

async function opened(sql: Queries, workspace: number, name = "twilio_auth_token") {
  const [row] = await sql<{ secret: string | null }[]>`
    select private.unseal(${workspace}, ${name}) as secret`;
  return row?.secret;
}

const marker = (what: string) => `${what}-not-to-be-found-in-any-file`;

test("a value in a table of its own is found, so that finding nothing means something", () =>
  withDatabase(databases, async (sql) => {
    await sql.unsafe(`create table public.plain as select '${marker("plain")}' as secret`);
    assert.notDeepEqual(await filesWith(marker("plain")), []);
  }));

test("no file holds a token that was inserted, updated, upserted, rotated or rolled back", () =>
  withDatabase(databases, async (sql) => {
    const account = "AC5eed0000000000000000000000000009";
    await sql.unsafe(`
      insert into workspace (name, twilio_account_sid, twilio_auth_token)
      values ('Third', '${account}', '${marker("inserted")}')`);
    const [third] = await sql<{ id: string }[]>`
      select id from public.workspace where twilio_account_sid = ${account}`;
    const id = Number(third?.id);
    assert.equal(await opened(sql, id), marker("inserted"));

    await sql.unsafe(
      `update workspace set twilio_auth_token = '${marker("updated")}' where id = ${id}`,
    );
    assert.equal(await opened(sql, id), marker("updated"));

    await sql.unsafe(`
      insert into workspace (name, twilio_account_sid, twilio_auth_token)
      values ('Third', '${account}', '${marker("upserted")}')
      on conflict (twilio_account_sid) do update set twilio_auth_token = excluded.twilio_auth_token`);
    assert.equal(await opened(sql, id), marker("upserted"));

    await sql.unsafe(`
      insert into workspace (name, twilio_account_sid, twilio_auth_token)
      values ('Third', '${account}', '${marker("dismissed")}') on conflict do nothing`);
    assert.equal(await opened(sql, id), marker("upserted"));

    await undone(sql, async (inside) => {
      await inside.unsafe(
        `update workspace set twilio_auth_token = '${marker("undone")}' where id = ${id}`,
      );
      assert.equal(await opened(inside, id), marker("undone"));
    });

    await sql`select public.store_api_key(${id}, ${account}, ${`SK${"5eed".repeat(8)}`},
      ${marker("key")})`;
    await sql`update public.workspace set twilio_auth_token_next = ${
      marker("next")
    } where id = ${id}`;
    const jonas = "5eed0000-0000-4000-8000-000000000001";
    const number = `PN${"5eed".repeat(8)}`;
    await sql`select public.keep_number_settings(${jonas}, 1, 'AC5eed0000000000000000000000000001', ${number},
      '+442079460171', ${sql.json({ voice_url: `https://u:${marker("settings")}@old.example/` })})`;
    await sql`select public.add_number(${jonas}, 1, ${number}, 'Desk')`;
    await sql`select public.rotate_data_key()`;
    assert.ok((await opened(sql, 1, `number_settings ${number}`))?.includes(marker("settings")));
    assert.equal(await opened(sql, id), marker("upserted"));
    assert.equal(await opened(sql, id, "twilio_api_key_secret"), marker("key"));
    assert.equal(await opened(sql, id, "twilio_auth_token_next"), marker("next"));

    const written = [
      "inserted",
      "updated",
      "upserted",
      "dismissed",
      "undone",
      "key",
      "next",
      "settings",
    ];
    for (const what of written) {
      assert.deepEqual(await filesWith(marker(what)), [], what);
    }
    const keys = await sql<{ key: string }[]>`
      select v.decrypted_secret as key
      from private.data_key as k join vault.decrypted_secrets as v on v.id = k.vault_id`;
    assert.equal(keys.length, 1);
    assert.deepEqual(await filesWith(keys[0]?.key ?? ""), [], "the data key");
  }));

test("the first of two who store an API key at once wins, and both learn whose it is", () =>
  withDatabase(databases, async (sql) => {
    const account = "AC5eed0000000000000000000000000001";
    const store = async (sid: string) => {
      const [row] = await sql<{ answer: { stored: boolean; key_sid: string } }[]>`
        select public.store_api_key(1, ${account}, ${sid}, ${`secret of ${sid}`}) as answer`;
      assert.ok(row);
      return row.answer;
    };
    const answers = await Promise.all(["a", "b"].map((end) => store(`SK${end.repeat(32)}`)));
    assert.equal(answers.filter(({ stored }) => stored).length, 1);
    assert.equal(answers[0]?.key_sid, answers[1]?.key_sid);
    const secret = await opened(sql, 1, "twilio_api_key_secret");
    assert.equal(secret, `secret of ${answers[0]?.key_sid}`);
  }));

test("a seal that waits for a rotation is sealed with the new key", () =>
  withDatabase(databases, async (sql) => {
    await overlapping(
      sql,
      (rotation) => rotation`select public.rotate_data_key()`,
      (other) =>
        other`update public.workspace set twilio_auth_token = 'late' where id = 1`.execute(),
    );
    assert.equal(await opened(sql, 1), "late");
    await sql`select public.rotate_data_key()`;
    assert.equal(await opened(sql, 1), "late");
  }));
