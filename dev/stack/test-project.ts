import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StackOptions } from "./stack.ts";
import { makeTestFolder } from "./test-folder.ts";

/** A project of two tables and two functions, in a folder of its own; for tests of the whole stack. */
export function makeTestProject(): { options: StackOptions; remove: () => void } {
  const { path: projectDir, remove } = makeTestFolder("softphone-project-");
  for (const [path, text] of Object.entries(FILES)) {
    const file = join(projectDir, "supabase", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return {
    options: {
      projectDir,
      dataDir: join(projectDir, ".local"),
      apiPort: 0,
      dbPort: 0,
      seed: true,
      functionsEnv: { GREETING: "hello" },
      log: () => undefined,
    },
    remove,
  };
}

const FILES = {
  "config.toml": `[auth]
site_url = "http://127.0.0.1:5173"
[functions.hello]
verify_jwt = false
`,
  "functions/deno.json": `{ "imports": {} }\n`,
  "functions/hello/index.ts": `Deno.serve(async (request) =>
  Response.json({
    greeting: Deno.env.get("GREETING"),
    path: new URL(request.url).pathname,
    sent: await request.json(),
  })
);
`,
  // Not in config.toml: the gateway checks who calls it.
  "functions/guarded/index.ts": `Deno.serve(() => new Response("let in"));\n`,
  "seed.sql": "insert into public.list (owner, name) values (null, 'seeded');\n",
  "migrations/20260101000000_lists.sql": `
create table public.list (
  id bigint generated always as identity primary key,
  owner uuid references auth.users (id) on delete cascade,
  name text not null unique,
  secret text
);
create table public.item (
  id bigint generated always as identity primary key,
  list_id bigint not null references public.list (id),
  label text not null
);
alter table public.list enable row level security;
alter table public.item enable row level security;
grant select (id, owner, name), insert (owner, name), update (owner, name), delete
  on public.list to authenticated;
grant select, insert on public.item to authenticated;
create policy "own lists" on public.list to authenticated
  using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
create policy "items of own lists" on public.item to authenticated
  using (exists (select from public.list as l where l.id = list_id))
  with check (exists (select from public.list as l where l.id = list_id));
create function public.rename_list(list_id bigint, new_name text) returns text
language sql as $$ update public.list set name = new_name where id = list_id returning name $$;
`,
};
