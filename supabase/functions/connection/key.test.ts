import { assertEquals } from "@std/assert";
import { ensureKey, keyName } from "./key.ts";
import { makeBench, publicUrl, sid } from "./testing.ts";

const ours = keyName(7, publicUrl);
const foreign = { sid: sid("SK", "9"), friendlyName: "Softphone-7 staging.example.com" };

Deno.test("a workspace gets one key, and the next Save finds it", async () => {
  const { bench, account, connection } = makeBench();
  const first = await ensureKey(bench);
  assertEquals(first, { keySid: sid("SK", "1"), made: true, deleted: 0 });
  assertEquals(await ensureKey(bench), { ...first, made: false });
  assertEquals(account.keys, [{ sid: sid("SK", "1"), friendlyName: ours }]);
  assertEquals(connection.keySid, sid("SK", "1"));
});

Deno.test("a key whose secret was not stored is deleted by its SID and made anew", async () => {
  const { bench, account } = makeBench();
  account.keys = [{ sid: sid("SK", "5"), friendlyName: ours }, foreign];
  assertEquals(await ensureKey(bench), { keySid: sid("SK", "1"), made: true, deleted: 1 });
  assertEquals(account.keys, [foreign, { sid: sid("SK", "1"), friendlyName: ours }]);
});

Deno.test("a stored key that Twilio does not have any more is made anew", async () => {
  const { bench, connection } = makeBench({ stored: { keySid: sid("SK", "8") } });
  await ensureKey(bench);
  assertEquals(connection.keySid, sid("SK", "1"));
});

Deno.test("who loses the race for the key deletes its own", async () => {
  const winner = { sid: sid("SK", "6"), friendlyName: "Softphone" };
  const { bench, account } = makeBench({
    store: { replaceKey: () => Promise.resolve({ stored: false, sid: winner.sid }) },
  });
  account.keys = [winner];
  assertEquals((await ensureKey(bench)).keySid, winner.sid);
  assertEquals(account.keys, [winner]);
});

Deno.test("a key that another Save stored while we took it for a left-over is replaced", async () => {
  const { bench, account, connection } = makeBench();
  account.keys = [{ sid: sid("SK", "5"), friendlyName: ours }];
  const { createKey } = bench.twilio;
  bench.twilio.createKey = (named) => {
    connection.keySid = sid("SK", "5");
    return createKey(named);
  };
  assertEquals((await ensureKey(bench)).made, true);
  assertEquals(connection.keySid, account.keys[0]?.sid);
  assertEquals(account.keys.length, 1);
});
