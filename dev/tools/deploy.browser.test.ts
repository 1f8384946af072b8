// Does what docs/deploy.md tells a person to do, block by block, against stand-ins.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startTestDatabases, type TestDatabases } from "../stack/test-database.ts";
import { withConnection } from "../stack/postgres/connect.ts";
import { makeTestFolder } from "../stack/test-folder.ts";
import { openBrowser, type TestBrowser } from "../test/browser.ts";
import { type ManagementApi, PROJECT_REF, startManagementApi } from "./deploy/management-api.ts";
import { startStaticHost, type StaticHost } from "./deploy/static-host.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/deploy.md"), "utf8");
const PUBLISHABLE_KEY = "sb_publishable_of_this_test";
const FUNCTIONS = globSync("supabase/functions/*/index.ts", { cwd: root })
  .map((path) => basename(dirname(path))).sort();

/** The page's blocks in order, with the placeholders filled in. */
const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, kind, text = ""]) => ({
  kind,
  text: text.replaceAll("YOUR_PROJECT_REF", PROJECT_REF)
    .replaceAll("sb_publishable_YOUR_KEY", PUBLISHABLE_KEY),
}));

/** A fresh clone after `npm ci`, as far as the page's commands look at it. */
const folder = makeTestFolder("deploy-");
const clone = join(folder.path, "clone");

let databases: TestDatabases;
let database: { url: string; superuserUrl: string };
let api: ManagementApi;
let host: StaticHost | undefined;
let browser: TestBrowser | undefined;

before(async () => {
  mkdirSync(clone);
  const folders = ["bench", "dev", "supabase", "web"];
  for (const path of [...folders, "package.json", "package-lock.json", "tsconfig.json"]) {
    cpSync(join(root, path), join(clone, path), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
  api = await startManagementApi(folder.path);
  databases = await startTestDatabases();
  database = await databases.fresh();
});
after(async () => {
  await browser?.close();
  await host?.close();
  await databases.stop();
  await api.close();
  folder.remove();
});

async function sh(command: string): Promise<void> {
  await promisify(execFile)("/bin/sh", ["-ec", command], {
    cwd: clone,
    env: {
      ...process.env,
      HOME: folder.path,
      DO_NOT_TRACK: "1",
      SUPABASE_TELEMETRY_DISABLED: "1",
      SUPABASE_PROFILE: api.profile,
      SUPABASE_ACCESS_TOKEN: api.accessToken,
      // A person answers the questions; here they are answered with yes.
      SUPABASE_YES: "1",
    },
  });
}

test("every command and statement of the page runs as it stands there", async () => {
  assert.deepEqual(new Set(blocks.map(({ kind }) => kind)), new Set(["sh", "sql"]));
  assert.ok(blocks.length >= 5);
  for (const { kind, text } of blocks) {
    if (kind === "sh") {
      // Linked to a real project it would know the address itself.
      await sh(text.replaceAll("supabase db push", `supabase db push --remote='${database.url}'`));
    } else {
      await withConnection(
        database.superuserUrl,
        (sql) =>
          sql`insert into auth.users (id, email) values (gen_random_uuid(), 'ada@example.com')`,
      );
      await withConnection(database.url, (sql) => sql.unsafe(text));
    }
  }
});

test("the database has every migration, no development data, and the first admin", async () => {
  const migrations = readdirSync(join(root, "supabase/migrations")).filter((name) =>
    name.endsWith(".sql")
  );
  await withConnection(database.url, async (sql) => {
    const versions = await sql`select from supabase_migrations.schema_migrations`;
    assert.equal(versions.length, migrations.length);
    const people = await sql`
      select u.email, a.role, w.name from agent a
      join auth.users u on u.id = a.user_id join workspace w on w.id = a.workspace_id`;
    assert.deepEqual([...people], [
      { email: "ada@example.com", role: "admin", name: "Your company" },
    ]);
  });
});

test("every function is deployed, without the gateway's own check, and with nothing but what it imports", () => {
  const deployed = api.deployed.toSorted((a, b) => a.slug < b.slug ? -1 : 1);
  // Once in the first part of the page, once under "Later releases".
  assert.deepEqual(deployed.map(({ slug }) => slug), FUNCTIONS.flatMap((slug) => [slug, slug]));
  for (const { slug, verifyJwt, files } of deployed) {
    assert.equal(verifyJwt, false, slug);
    assert.ok(files.includes(`supabase/functions/${slug}/index.ts`), slug);
    const foreign = files.filter((file) =>
      !file.startsWith(`supabase/functions/${slug}/`) &&
      !file.startsWith("supabase/functions/_shared/") &&
      // The import map, and what it names for tests.
      !["supabase/functions/deno.json", "supabase/functions/tests/assert.ts"].includes(file)
    );
    assert.deepEqual(foreign, [], slug);
  }
  assert.deepEqual(api.secrets, [{ name: "WEB_ORIGINS", value: "https://phone.example.com" }]);
});

test("on a static host with its headers the app shows the sign-in, and the policy is not broken", async () => {
  host = await startStaticHost(join(clone, "dist/web"), "netlify");
  browser = await openBrowser();
  const tab = await browser.newPage();
  const broken: string[] = [];
  tab.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) broken.push(message.text());
  });
  const answer = await tab.goto(`${host.url}/calls`);
  await tab.getByRole("button", { name: "Sign in" }).waitFor();
  assert.deepEqual(broken, []);
  const headers = answer?.headers() ?? {};
  assert.match(
    headers["content-security-policy"] ?? "",
    new RegExp(`connect-src 'self' https://${PROJECT_REF}\\.supabase\\.co wss:`),
  );
  assert.match(headers["strict-transport-security"] ?? "", /max-age=\d{8}/);
  const config = await tab.request.get(`${host.url}/config.json`);
  assert.deepEqual(await config.json(), {
    supabaseUrl: `https://${PROJECT_REF}.supabase.co`,
    publishableKey: PUBLISHABLE_KEY,
  });
  assert.equal(config.headers()["cache-control"], "no-store");
});

test("a script of another host, as an attacker would bring it, is refused and reported", async () => {
  const tab = await (browser ?? assert.fail("no browser")).newPage();
  await tab.goto(host?.url ?? assert.fail("no host"));
  const refused = tab.waitForEvent(
    "console",
    (message) => /Content.Security.Policy/i.test(message.text()),
  );
  const script = `document.body.append(
    Object.assign(document.createElement("script"), { src: "https://attacker.example/x.js" }))`;
  await tab.evaluate(script);
  await refused;
});
