import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { ensureKey, keyName } from "./key.ts";
import { followRotation, rotateKey } from "./rotation.ts";
import { makeBench, publicUrl, sid } from "./testing.ts";

const friendlyName = keyName(7, publicUrl);
const former = sid("SK", "8");

function makeRotatingBench() {
  const made = makeBench({ stored: { keySid: former, dialers: 2, moved: 0 } });
  made.account.keys = [{ sid: former, friendlyName: "Softphone" }];
  return made;
}

Deno.test("the former key lives on until every dialer has moved, then it is deleted", async () => {
  const { bench, account, connection } = makeRotatingBench();
  const state = await rotateKey(bench, former);
  assertEquals(state.retiring.map(({ keySid }) => keySid), [former]);
  assertEquals([state.dialers, state.moved, state.keySid === former], [2, 0, false]);
  await followRotation(bench);
  assertEquals(account.keys.length, 2);
  connection.moved = 2;
  assertEquals((await followRotation(bench)).retiring, []);
  assertEquals(account.keys.map((key) => key.sid), [connection.keySid!]);
});

Deno.test("pressed again, a rotation that was done is not done again", async () => {
  const { bench, account, connection } = makeRotatingBench();
  await rotateKey(bench, former);
  const { keySid } = connection;
  assertEquals((await rotateKey(bench, former)).keySid, keySid);
  assertEquals(account.keys.length, 2);
});

Deno.test("Save in the middle of a rotation takes no retiring key for a left-over", async () => {
  const { bench, account } = makeRotatingBench();
  account.keys = [{ sid: former, friendlyName }];
  await rotateKey(bench, former);
  assertEquals((await ensureKey(bench)).deleted, 0);
  assertEquals(account.keys.length, 2);
});

Deno.test("who takes another admin's new key for a left-over puts its own in its place", async () => {
  const { bench, account, connection } = makeRotatingBench();
  const theirs = { sid: sid("SK", "9"), friendlyName };
  account.keys.push(theirs);
  const { createKey } = bench.twilio;
  bench.twilio.createKey = (named) => {
    connection.keySid = theirs.sid;
    return createKey(named);
  };
  await rotateKey(bench, former);
  assertEquals(account.keys.map((key) => key.sid), [former, connection.keySid!]);
});

Deno.test("a key that Twilio does not make changes nothing", async () => {
  const { bench, account, connection } = makeRotatingBench();
  bench.twilio.createKey = () => Promise.reject(new Failure("E-TWILIO", { twilioCode: 20503 }));
  await assertRejects(() => rotateKey(bench, former), Failure, "E-TWILIO");
  assertEquals([connection.keySid, account.keys.length], [former, 1]);
});
