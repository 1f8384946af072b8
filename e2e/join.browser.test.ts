// An invitation's link: without an account, with one, signed in as somebody else, and when it is of no use.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { checkPage } from "./check-page.ts";
import { mailedLink } from "./mails.ts";
import { PRIYA } from "./seed.ts";
import { signInOn } from "./sign-in.ts";
import { openProduct, type Product } from "./product.ts";

const MAX = "max@bikes.example";
const PASSWORD = "two-wheels-good";

let product: Product;
let page: Page;

before(async () => {
  product = await openProduct();
});
after(() => product.close());

/** A browser profile of its own. */
async function open(): Promise<Page> {
  const opened = await product.newPage();
  opened.setDefaultTimeout(20_000);
  // Halfway between two themes no colour has its contrast.
  await opened.emulateMedia({ reducedMotion: "reduce" });
  return opened;
}

const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

/** An invitation's link, as the Team page makes it. */
async function invite(email: string, workspaceId: number): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const [row] = await product
    .sql`select public.invite(a.user_id, a.workspace_id, ${email}, 'agent', ${hash}) as made
    from public.agent as a where a.workspace_id = ${workspaceId} and a.role = 'admin'`;
  assert.deepEqual(row?.["made"].ok, true);
  return `${product.info.webUrl}/join#${token}`;
}

test("who is invited without an account makes one for that address, and joins after the mail", async () => {
  const link = await invite(MAX, 1);
  page = await open();
  await page.goto(link);
  await page.getByText(`Nordlicht Reisen has invited ${MAX} as an agent.`).waitFor();
  assert.equal(new URL(page.url()).hash, "");
  assert.equal(await page.getByLabel("Email").inputValue(), MAX);
  assert.notEqual(await page.getByLabel("Email").getAttribute("readonly"), null);
  await checkPage(page, "join-new");
  await page.getByLabel("Your name").fill("Max Winkler");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press("Create account");
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
  // The mail opens a tab of its own.
  const first = page;
  page = await page.context().newPage();
  await first.close();
  await page.goto(await mailedLink(product.mailUrl, MAX));
  await page.getByRole("heading", { name: "Join Nordlicht Reisen" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Join Nordlicht Reisen" }).waitFor();
  await checkPage(page, "join");
  await press("Join");
  await page.getByRole("button", { name: "Workspace: Nordlicht Reisen" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/");
});

test("signed in as somebody else, it says so; who signs in with the right account joins", async () => {
  const link = await invite(MAX, 2);
  page = await open();
  await signInOn(page, product.info.webUrl, PRIYA);
  await page.goto(link);
  await page.getByText(`You’re signed in as ${PRIYA}`).waitFor();
  await checkPage(page, "join-other");
  await press("Sign out");
  await press("Sign in");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press("Sign in");
  await press("Join");
  await page.getByRole("button", { name: "Workspace: Fjordline Cruises" }).click();
  await page.getByRole("menuitemradio", { name: "Nordlicht Reisen" }).waitFor();
});

test("a used link is of no use, and leads on", async () => {
  const link = await invite("nobody@bikes.example", 1);
  await product
    .sql`update public.invitation set withdrawn_at = now() where email = 'nobody@bikes.example'`;
  await page.goto(link);
  await page.getByRole("heading", { name: "This invitation can’t be used" }).waitFor();
  await checkPage(page, "join-gone");
  await press("Continue without it");
  await page.getByRole("button", { name: "Workspace: Fjordline Cruises" }).waitFor();
});
