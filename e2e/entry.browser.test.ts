// Getting in: from no account to a workspace of one's own, and what an admin finds about it in the audit log.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { checkPage } from "./check-page.ts";
import { openMailedLink } from "./mails.ts";
import { BERLIN, JONAS } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const OLGA = "olga@bikes.example";
const PASSWORD = "two-wheels-good";

let product: Product;
let page: Page;

before(async () => {
  product = await openProduct();
  page = await open();
});
after(() => product.close());

async function open(): Promise<Page> {
  const opened = await product.newPage({ locale: "de-AT" });
  opened.setDefaultTimeout(20_000);
  // Halfway between two themes no colour has its contrast.
  await opened.emulateMedia({ reducedMotion: "reduce" });
  await opened.goto(product.info.webUrl);
  return opened;
}

const main = () => page.getByRole("main");
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const problem = (text: string) => page.locator(".problem", { hasText: text }).waitFor();

test("who has no account makes one, and is told what is wrong with it", async () => {
  await press("Create one");
  await press("Email me a link");
  await problem("Enter your email");
  await page.getByLabel("Email").fill(JONAS);
  await press("Email me a link");
  await problem("You already have an account with this address. Just sign in");
  await checkPage(page, "sign-up");
  await page.getByLabel("Email").fill(OLGA);
  // As Supabase Auth answers where new accounts are switched off.
  const json = { code: 422, error_code: "signup_disabled", msg: "Signups not allowed" };
  await page.route("**/auth/v1/signup*", (route) => route.fulfill({ status: 422, json }));
  await press("Email me a link");
  await problem("New accounts are turned off here");
  await page.unroute("**/auth/v1/signup*");
  await press("Email me a link");
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
});

test("before the mail's link is opened, nobody gets in", async () => {
  // Auth waits a minute between two mails.
  await press("Send it again");
  await problem("Too many attempts in a short time");
  await press("Sign in");
  await page.getByLabel("Email").fill(OLGA);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press("Sign in");
  // Hosted Auth looks at the password first, the one here at the address.
  await page.locator(".problem", { hasText: /isn't confirmed yet|is wrong/ }).waitFor();
});

test("the link signs in, and a workspace of one's own leads to its connection", async () => {
  await openMailedLink(page, product.mailUrl, OLGA);
  await page.getByText("Use at least 8 characters.").waitFor();
  await press("Save and sign in");
  await problem("Enter your name");
  await page.getByLabel("Your name").fill("Olga Brandt");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await press("Save and sign in");
  await problem("Use at least 8 characters.");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press("Save and sign in");
  await page.getByRole("heading", { name: "You don’t have a workspace yet" }).waitFor();
  await page.getByText(`you’re signed in as ${OLGA}`).waitFor();
  assert.equal(await page.getByLabel("Home country").inputValue(), "AT");
  await checkPage(page, "no-seat");
  await press("Create workspace");
  await problem("Enter a name");
  await page.getByLabel("Name").fill("Olga’s Bikes");
  await press("Create workspace");
  await main().getByRole("heading", { name: "Connect your Twilio account" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/setup/connection");
  await page.getByRole("button", { name: "Workspace: Olga’s Bikes" }).waitFor();
});

test("its name and home country change, and the audit log says so", async () => {
  await main().getByRole("link", { name: "Workspace" }).click();
  await page.getByLabel("Name").fill("Radhaus");
  await page.getByLabel("Home country").selectOption("DE");
  await press("Save");
  await main().getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Workspace: Radhaus" }).waitFor();
  await checkPage(page, "workspace");
  await main().getByRole("link", { name: "Audit log" }).click();
  const line = (text: string) => main().locator("summary", { hasText: text });
  await line("Olga Brandt changed the home country from Austria to Germany").waitFor();
  await line("Olga Brandt renamed the workspace from Olga’s Bikes to Radhaus").click();
  await main().getByText("workspace.renamed").waitFor();
  await line("Olga Brandt created the workspace Olga’s Bikes").waitFor();
  await checkPage(page, "audit");
});

test("the filter of the log lives in the address", async () => {
  await main().getByLabel("What").selectOption({ label: "Connection" });
  await main().getByText("No changes match this filter.").waitFor();
  await page.waitForURL("**/setup/audit?kind=connection");
  await page.reload();
  await main().getByText("No changes match this filter.").waitFor();
  await press("Clear the filter");
  await main().getByText("created the workspace").waitFor();
  assert.equal(new URL(page.url()).search, "");
});

test("a second workspace is made from the switcher, without signing in again", async () => {
  await page.getByRole("button", { name: "Workspace: Radhaus" }).click();
  await page.getByRole("menuitem", { name: "New workspace…" }).click();
  await page.getByLabel("Name").fill("Olga’s Boats");
  await checkPage(page, "new-workspace");
  await press("Create workspace");
  await page.getByRole("button", { name: "Workspace: Olga’s Boats" }).waitFor();
  await main().getByRole("heading", { name: "Connect your Twilio account" }).waitFor();
  await page.getByRole("button", { name: "Workspace: Olga’s Boats" }).click();
  await page.getByRole("menuitemradio", { name: "Radhaus" }).click();
  await page.getByRole("button", { name: "Workspace: Radhaus" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Workspace: Radhaus" }).waitFor();
});

test("the password changes for whoever knows it", async () => {
  await page.getByRole("button", { name: /^Your status/ }).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
  await page.getByLabel("Current password").fill("guessed");
  await page.getByLabel("New password").fill("three-wheels-better");
  await press("Change password");
  await problem("This isn't your current password");
  const name = page.getByLabel("Your name in Radhaus");
  await name.fill("Olga B.");
  await press("Save name");
  await main().getByText("Saved", { exact: true }).waitFor();
  await page.getByLabel("New email").fill("olga@boats.example");
  await press("Change email");
  await main().getByText("Check both mailboxes.").waitFor();
  await page.getByLabel("Current password").fill(PASSWORD);
  await press("Change password");
  await main().getByText("Password changed.").waitFor();
  await checkPage(page, "account");
  await page.getByRole("button", { name: /^Your status/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Email").fill(OLGA);
  await page.getByLabel("Password", { exact: true }).fill("three-wheels-better");
  await press("Sign in");
  await page.getByRole("region", { name: "Phone" }).waitFor();
});

test("while a call runs the workspace stays; then the phone leaves with the person", async () => {
  const { sql, twilio } = product;
  await sql`insert into public.agent (workspace_id, user_id, identity, display_name)
    select 2, user_id, 'jonas', display_name from public.agent where identity = 'jonas'`;
  const jonas = await product.signIn(JONAS);
  const switcher = (name: string) => jonas.getByRole("button", { name: `Workspace: ${name}` });
  const other = jonas.getByRole("menuitemradio", { name: "Fjordline Cruises" });
  await goOnline(jonas);
  const { sid } = await twilio.dial({ from: "+442079460117", to: BERLIN });
  await jonas.getByRole("button", { name: /^Answer/ }).click();
  await jonas.getByText("On call", { exact: true }).first().waitFor();
  await switcher("Nordlicht Reisen").click();
  await jonas.getByText("You’re on a call in this workspace. Hang up first.").waitFor();
  assert.equal(await other.getAttribute("aria-disabled"), "true");
  await other.click({ force: true });
  await twilio.act(sid, { do: "hangup" });
  await jonas.getByText(/They hung up/).first().waitFor();
  await other.click();
  await switcher("Fjordline Cruises").waitFor();
  // A beat comes every 10 s.
  await until("the former workspace hears nothing of the phone any more", async () => {
    const [row] = await sql`select p.heard_at < now() - interval '12 seconds' as silent
      from public.agent_presence as p join public.agent as a on a.id = p.agent_id
      where a.workspace_id = 1 and a.identity = 'jonas'`;
    return row?.["silent"] === true;
  });
  await jonas.context().close();
});
