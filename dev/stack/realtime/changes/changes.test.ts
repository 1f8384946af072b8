import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Inbox, type Stand, startStand } from "../test-stand.ts";

interface Change {
  eventType: string;
  new: Record<string, unknown>;
  old: Record<string, unknown>;
  errors: string[] | null;
}

let stand: Stand;

before(async () => {
  stand = await startStand();
  await stand.sql.unsafe(`
    create table public.task (
      id bigint primary key, owner text, title text, done boolean, due timestamptz, tags text[],
      detail jsonb, secret text);
    alter table public.task enable row level security;
    grant select (id, owner, title, done, due, tags, detail) on public.task to authenticated;
    create policy "own tasks" on public.task for select to authenticated using (owner = auth.person());
    create table public.other (id int primary key);
    alter publication supabase_realtime add table public.task, public.other;
  `);
});
after(() => stand.close());

/** A person's changes of `task`, once the server says that it follows them. */
async function follow(person: string, filter: Record<string, string> = {}) {
  const inbox = new Inbox<Change>();
  const system = new Inbox<{ status: string; message: string }>();
  const channel = (await stand.client({ person })).channel(`changes of ${person}`);
  channel.on("system", {}, system.put);
  const wanted = { event: "*", schema: "public", table: "task", ...filter } as const;
  channel.on("postgres_changes", wanted, inbox.put as never);
  channel.subscribe();
  return { inbox, told: await system.next() };
}

test("each person sees the changes of the rows they may select", async () => {
  const ann = await follow("ann");
  const ben = await follow("ben");
  assert.equal(ann.told.status, "ok");
  await stand.sql`
    insert into public.task values
      (1, 'ann', 'Call back', false, '2026-01-02T03:04:05Z', '{a,"b c"}', '{"n": [1]}', 'hidden')`;
  await stand.sql`insert into public.task (id, owner) values (2, 'ben')`;
  const inserted = await ann.inbox.next();
  assert.equal(inserted.eventType, "INSERT");
  assert.deepEqual(inserted.new, {
    id: 1,
    owner: "ann",
    title: "Call back",
    done: false,
    due: "2026-01-02T03:04:05+00:00",
    tags: ["a", "b c"],
    detail: { n: [1] },
  });
  await stand.sql`update public.task set done = true where id = 1`;
  const updated = await ann.inbox.next();
  assert.deepEqual([updated.eventType, updated.new.done, updated.old], ["UPDATE", true, { id: 1 }]);
  await stand.sql`delete from public.task where id = 1`;
  const deleted = await ann.inbox.next();
  assert.deepEqual([deleted.eventType, deleted.new, deleted.old], ["DELETE", {}, { id: 1 }]);

  const own = await ben.inbox.next();
  assert.deepEqual([own.eventType, own.new.id], ["INSERT", 2]);
  // A deleted row cannot be asked about, so that its key is told to everybody, as on hosted.
  assert.equal((await ben.inbox.next()).eventType, "DELETE");
  assert.equal(ann.inbox.size + ben.inbox.size, 0);
});

test("a filter lets only matching rows pass", async () => {
  const { inbox } = await follow("cyd", { filter: 'title=in.(wanted,"a, b"),done=is.false' });
  const rows = [[11, "other", false], [12, "a, b", true], [13, "a, b", false], [
    14,
    "wanted",
    false,
  ]];
  for (const [id, title, done] of rows) {
    await stand.sql`insert into public.task ${stand.sql({ id, owner: "cyd", title, done })}`;
  }
  assert.equal((await inbox.next()).new.id, 13);
  assert.equal((await inbox.next()).new.id, 14);
  assert.equal(inbox.size, 0);
});

test("only the event that was asked for is told", async () => {
  const { inbox } = await follow("dee", { event: "UPDATE" });
  await stand.sql`insert into public.task (id, owner) values (21, 'dee')`;
  await stand.sql`insert into public.other values (1)`;
  await stand.sql`update public.task set title = 'new' where id = 21`;
  const change = await inbox.next();
  assert.deepEqual([change.eventType, change.new.title], ["UPDATE", "new"]);
});

test("a filter that cannot be read is told in a system message", async () => {
  const { told } = await follow("eve", { filter: "nonsense" });
  assert.equal(told.status, "error");
  assert.match(told.message, /Cannot read filter "nonsense"/);
});
