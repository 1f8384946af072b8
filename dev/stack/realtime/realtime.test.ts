import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { Inbox, type Stand, startStand, subscribed } from "./test-stand.ts";

interface Broadcast {
  event: string;
  payload: Record<string, unknown>;
  meta?: { id: string };
}

let stand: Stand;

before(async () => {
  stand = await startStand();
  // Members of a room read its topic; its owner writes, too.
  await stand.sql.unsafe(`
    create table public.room_member (topic text, person text, owner boolean default false);
    grant select on public.room_member to authenticated;
    insert into public.room_member values ('room:1', 'ann', true), ('room:1', 'ben', false);
    create policy "members read" on realtime.messages for select to authenticated using (exists (
      select from public.room_member m where m.topic = realtime.topic() and m.person = auth.person()));
    create policy "owners write" on realtime.messages for insert to authenticated with check (exists (
      select from public.room_member m
      where m.topic = realtime.topic() and m.person = auth.person() and m.owner));
  `);
});
after(() => stand.close());

const privately = { config: { private: true } };

for (const vsn of ["1.0.0", "2.0.0"] as const) {
  test(`a database broadcast reaches those who may read, vsn ${vsn}`, async () => {
    const inbox = new Inbox<Broadcast>();
    const outsiders = new Inbox<Broadcast>();
    const channel = (await stand.client({ person: "ben", vsn })).channel("room:1", privately);
    channel.on("broadcast", { event: "*" }, inbox.put);
    assert.deepEqual(await subscribed(channel), { status: "SUBSCRIBED", reason: "" });
    const open = (await stand.client({ person: "cyd", vsn })).channel("room:1");
    open.on("broadcast", { event: "*" }, outsiders.put);
    assert.equal((await subscribed(open)).status, "SUBSCRIBED");

    await stand.sql`select realtime.send('{"n": 1}', 'call', 'room:1', true)`;
    await stand.sql`select realtime.send('{"id": 7}', 'call', 'room:1')`;
    await stand.sql`select realtime.send('{"n": 2}', 'open', 'room:1', false)`;
    const first = await inbox.next();
    assert.equal(first.event, "call");
    assert.equal(first.payload.n, 1);
    assert.equal(first.payload.id, first.meta?.id);
    assert.equal((await inbox.next()).payload.id, 7);
    assert.equal((await outsiders.next()).event, "open");
    assert.equal(inbox.size + outsiders.size, 0);
  });

  test(`members broadcast to each other when they may write, vsn ${vsn}`, async () => {
    const inbox = new Inbox<Broadcast>();
    const own = new Inbox<Broadcast>();
    const reader = (await stand.client({ person: "ben", vsn })).channel("room:1", {
      config: { private: true, broadcast: { ack: true, self: false } },
    });
    const writer = (await stand.client({ person: "ann", vsn })).channel("room:1", {
      config: { private: true, broadcast: { ack: true, self: true } },
    });
    reader.on("broadcast", { event: "say" }, inbox.put);
    writer.on("broadcast", { event: "say" }, own.put);
    await subscribed(reader);
    await subscribed(writer);

    const said = { type: "broadcast", event: "say", payload: { text: "Grüß Gott 👋" } } as const;
    assert.equal(await reader.send(said), "error");
    assert.equal(await writer.send(said), "ok");
    assert.equal((await inbox.next()).payload.text, "Grüß Gott 👋");
    assert.equal((await own.next()).payload.text, "Grüß Gott 👋");
    assert.equal(inbox.size + own.size, 0);
  });
}

test("bytes travel between clients of protocol 2.0.0", async () => {
  const inbox = new Inbox<{ payload: ArrayBuffer }>();
  const receiver = (await stand.client()).channel("open");
  receiver.on("broadcast", { event: "bytes" }, inbox.put as never);
  await subscribed(receiver);
  const sender = (await stand.client()).channel("open");
  await subscribed(sender);
  await sender.send({
    type: "broadcast",
    event: "bytes",
    payload: Uint8Array.of(0, 255, 7).buffer,
  });
  assert.deepEqual([...new Uint8Array((await inbox.next()).payload)], [0, 255, 7]);
});

test("a private channel refuses outsiders, anonymous people and forged tokens", async () => {
  const refusal =
    "Unauthorized: You do not have permissions to read from this Channel topic: room:1";
  const outsider = await subscribed(
    (await stand.client({ person: "cyd" })).channel("room:1", privately),
  );
  assert.deepEqual(outsider, { status: "CHANNEL_ERROR", reason: refusal });
  const nobody = await subscribed((await stand.client()).channel("room:1", privately));
  assert.deepEqual(nobody, { status: "CHANNEL_ERROR", reason: refusal });
  const client = await stand.client();
  await client.realtime.setAuth("forged");
  const forged = await subscribed(client.channel("room:1", privately));
  assert.match(forged.reason, /^InvalidJWTToken/);
});

test("asking the policies leaves no message behind", async () => {
  const before = await stand.sql`select id from realtime.messages`;
  await subscribed((await stand.client({ person: "ann" })).channel("room:1", privately));
  assert.equal((await stand.sql`select id from realtime.messages`).length, before.length);
});

test("a broadcast longer than NOTIFY carries arrives whole, and in order", async () => {
  const inbox = new Inbox<Broadcast>();
  const channel = (await stand.client({ person: "ann" })).channel("room:1", privately);
  channel.on("broadcast", { event: "long" }, inbox.put);
  await subscribed(channel);
  for (const n of [0, 1, 2, 3, 4]) {
    const payload = JSON.stringify({ n, text: "x".repeat(20_000) });
    await stand.sql`select realtime.send(${payload}::text::jsonb, 'long', 'room:1')`;
  }
  for (const n of [0, 1, 2, 3, 4]) {
    const { payload } = await inbox.next();
    assert.equal(payload.n, n);
    assert.equal(String(payload.text).length, 20_000);
  }
});

test("broadcast_changes tells a trigger's row", async () => {
  await stand.sql.unsafe(`
    create table public.note (id int primary key, body text);
    create function public.tell_note() returns trigger language plpgsql as $$
    begin
      perform realtime.broadcast_changes(
        'room:1', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger tell after insert or update or delete on public.note
      for each row execute function public.tell_note();
  `);
  const inbox = new Inbox<Broadcast>();
  const channel = (await stand.client({ person: "ann" })).channel("room:1", privately);
  channel.on("broadcast", { event: "*" }, inbox.put);
  await subscribed(channel);
  await stand.sql`insert into public.note values (1, 'a')`;
  await stand.sql`update public.note set body = 'b'`;
  await stand.sql`delete from public.note`;
  const seen = [await inbox.next(), await inbox.next(), await inbox.next()].map(({ payload }) => {
    const { id, ...rest } = payload;
    assert.equal(typeof id, "string");
    return rest;
  });
  const where = { schema: "public", table: "note" };
  const [a, b] = [{ id: 1, body: "a" }, { id: 1, body: "b" }];
  assert.deepEqual(seen, [
    { ...where, operation: "INSERT", record: a, old_record: null },
    { ...where, operation: "UPDATE", record: b, old_record: a },
    { ...where, operation: "DELETE", record: null, old_record: b },
  ]);
});

test("a broadcast of a transaction that rolls back reaches nobody", async () => {
  const inbox = new Inbox<Broadcast>();
  const channel = (await stand.client({ person: "ann" })).channel("room:1", privately);
  channel.on("broadcast", { event: "*" }, inbox.put);
  await subscribed(channel);
  await stand.sql.begin(async (tx) => {
    await tx`select realtime.send('{}', 'undone', 'room:1')`;
    throw new Error("undo");
  }).catch((error) => assert.equal(error.message, "undo"));
  await stand.sql`select realtime.send('{}', 'done', 'room:1')`;
  assert.equal((await inbox.next()).event, "done");
});

test("REST broadcasts, one and many, obey the policies", async () => {
  const inbox = new Inbox<Broadcast>();
  const reader = await stand.client({ person: "ben" });
  const channel = reader.channel("room:1", privately);
  channel.on("broadcast", { event: "*" }, inbox.put);
  await subscribed(channel);
  await assert.rejects(channel.httpSend("rest", { n: 1 }), /do not have permissions to write/);

  const writer = await stand.client({ person: "ann" });
  const sent = await writer.channel("room:1", privately).httpSend("rest", { n: 2 });
  assert.deepEqual(sent, { success: true });
  assert.deepEqual((await inbox.next()).payload, { n: 2 });

  const batch = async (token: string) => {
    const response = await fetch(`${stand.url}/realtime/v1/api/broadcast`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        messages: [{
          topic: "room:1",
          event: "batch",
          payload: { token: token.length },
          private: true,
        }],
      }),
    });
    return response.status;
  };
  assert.equal(await batch("forged"), 401);
  assert.equal(await batch(await stand.tokenOf("ben")), 202);
  const genuine = await stand.tokenOf("ann");
  assert.equal(await batch(genuine), 202);
  assert.deepEqual((await inbox.next()).payload, { token: genuine.length });
});

test("presence shows who joined and who left", async () => {
  const config = { config: { presence: { key: "ann" } } };
  const ann = await stand.client({ person: "ann" });
  const watching = (await stand.client({ person: "ben" })).channel("lobby");
  const joins = new Inbox<{ key: string; newPresences: Record<string, unknown>[] }>();
  const leaves = new Inbox<{ key: string }>();
  watching.on("presence", { event: "join" }, joins.put as never);
  watching.on("presence", { event: "leave" }, leaves.put as never);
  await subscribed(watching);
  const channel = ann.channel("lobby", config);
  await subscribed(channel);
  assert.equal(await channel.track({ mood: "calm" }), "ok");
  const joined = await joins.next();
  assert.equal(joined.key, "ann");
  assert.equal(joined.newPresences[0]?.mood, "calm");
  assert.deepEqual(Object.keys(watching.presenceState()), ["ann"]);
  await ann.realtime.disconnect();
  assert.equal((await leaves.next()).key, "ann");
  assert.deepEqual(watching.presenceState(), {});
});

test("presence on a private channel needs the right to write, and is seen by those who read", async () => {
  const reader = (await stand.client({ person: "ben" })).channel("room:1", privately);
  const joins = new Inbox<{ key: string }>();
  reader.on("presence", { event: "join" }, joins.put as never);
  await subscribed(reader);
  assert.equal(await reader.track({ mood: "sly" }), "error");
  const writer = (await stand.client({ person: "ann" })).channel("room:1", {
    config: { private: true, presence: { key: "ann" } },
  });
  await subscribed(writer);
  assert.equal(await writer.track({ mood: "calm" }), "ok");
  assert.equal((await joins.next()).key, "ann");
  assert.equal(joins.size, 0);
});

test("a new token asks again, and puts out who was removed", async () => {
  await stand.sql`insert into public.room_member values ('room:1', 'dee', false)`;
  const client = await stand.client();
  await client.realtime.setAuth(await stand.tokenOf("dee"));
  const channel = client.channel("room:1", privately);
  const system = new Inbox<{ status: string; message: string }>();
  channel.on("system", {}, system.put);
  const statuses = new Inbox<string>();
  channel.subscribe(statuses.put);
  assert.equal(await statuses.next(), "SUBSCRIBED");
  await stand.sql`delete from public.room_member where person = 'dee'`;
  await client.realtime.setAuth(await stand.tokenOf("dee", 1800));
  assert.match((await system.next()).message, /do not have permissions to read/);
  assert.equal(await statuses.next(), "CLOSED");
});

test("a channel closes when its token expires", async () => {
  const channel = (await stand.client({ person: "ann", expiresInS: 2 })).channel(
    "room:1",
    privately,
  );
  const statuses = new Inbox<string>();
  const system = new Inbox<{ message: string }>();
  channel.on("system", {}, system.put);
  channel.subscribe(statuses.put);
  assert.equal(await statuses.next(), "SUBSCRIBED");
  assert.equal((await system.next()).message, "Token has expired");
  assert.equal(await statuses.next(), "CLOSED");
});

test("heartbeats are answered, and a forged key is refused at the door", async () => {
  const client = await stand.client();
  const beats = new Inbox<string>();
  client.realtime.onHeartbeat(beats.put);
  await subscribed(client.channel("beat"));
  await client.realtime.sendHeartbeat();
  while (await beats.next() !== "ok");
  const socket = new WebSocket(`${stand.url}/realtime/v1/websocket?apikey=forged&vsn=2.0.0`);
  await once(socket, "error");
  assert.notEqual(socket.readyState, WebSocket.OPEN);
});
