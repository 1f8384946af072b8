// The Team page: an admin invites, changes roles and switches a seat off while its phone is ready.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { checkPage } from "./check-page.ts";
import { ringsNobody } from "./rings-nobody.ts";
import { BERLIN, CAOIMHE, JONAS, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const CUSTOMER = "+442079460018";

let product: Product;
let admin: Page;
let priya: Page;

before(async () => {
  product = await openProduct();
  // Nobody else rings, so that only Priya's phone can.
  await product.sql`update public.agent_phone set rings = false where workspace_id = 1
    and agent_id <> (select id from public.agent where identity = 'priya' and workspace_id = 1)`;
  [admin, priya] = [await product.signIn(JONAS), await product.signIn(PRIYA)];
  await admin.emulateMedia({ reducedMotion: "reduce" });
});
after(() => product.close());

const main = () => admin.getByRole("main");
const row = (name: string) => main().getByRole("listitem").filter({ hasText: name });
const phone = () => priya.getByRole("region", { name: "Phone" });
const toast = (text: string | RegExp) =>
  admin.getByRole("region", { name: "Notifications" }).getByText(text).waitFor();

test("the admin sees everybody, and why the only admin can't be changed", async () => {
  await admin.getByRole("link", { name: "Setup" }).click();
  await main().getByRole("link", { name: "Team" }).click();
  await row("Priya Raman").getByText(PRIYA).waitFor();
  await row("Jonas").getByText("The only admin. Make someone else an admin first.").waitFor();
  assert.ok(await main().getByLabel(/^Role of Jonas/).isDisabled());
  assert.equal(await main().getByLabel(/^Role of Priya/).inputValue(), "agent");
});

test("an invitation shows its link once, and another one takes its place", async () => {
  const email = main().getByLabel("Email", { exact: true });
  await email.fill("mara");
  await main().getByRole("button", { name: "Invite", exact: true }).click();
  await main().getByText("Enter an email address, such as mara@example.com.").waitFor();
  await email.fill("Caoimhe@Fjordline.example");
  await main().getByLabel("Role", { exact: true }).selectOption("supervisor");
  await main().getByRole("button", { name: "Invite", exact: true }).click();
  await main().getByText("No email is sent. Copy the link.").waitFor();
  const field = main().getByLabel("Invitation link");
  const first = await field.inputValue();
  assert.ok(first.startsWith(`${product.info.webUrl}/join#`));
  await until("the field is free for the next", async () => await email.inputValue() === "");
  await row(CAOIMHE).getByText("Supervisor").waitFor();
  await checkPage(admin, "team");

  await main().getByRole("button", { name: `New link for ${CAOIMHE}` }).click();
  await until("there is another link", async () => await field.inputValue() !== first);
  const second = await field.inputValue();
  await main().getByRole("button", { name: "Done" }).click();
  assert.equal(await field.count(), 0);

  const caoimhe = await product.signIn(CAOIMHE);
  await caoimhe.goto(first);
  await caoimhe.getByRole("heading", { name: "This invitation can’t be used" }).waitFor();
  await caoimhe.goto("about:blank");
  await caoimhe.goto(second);
  await caoimhe.getByRole("heading", { name: "Join Nordlicht Reisen" }).waitFor();
  await caoimhe.getByRole("button", { name: "Join" }).click();
  await caoimhe.getByRole("button", { name: "Workspace: Nordlicht Reisen" }).waitFor();
  await caoimhe.context().close();
  // The list hears of it by itself.
  await main().getByLabel(/^Role of Caoimhe/).waitFor();
  assert.equal(await main().getByText("Invited", { exact: true }).count(), 0);
});

test("an invitation is withdrawn", async () => {
  await main().getByLabel("Email", { exact: true }).fill("mara@new.example");
  await main().getByRole("button", { name: "Invite", exact: true }).click();
  await main().getByRole("button", { name: "Withdraw the invitation for mara@new.example" })
    .click();
  await toast("The invitation for mara@new.example was withdrawn.");
  assert.equal(await row("mara@new.example").count(), 0);
  assert.equal(await main().getByLabel("Invitation link").count(), 0);
});

test("a role changes in the other browser while one looks", async () => {
  assert.equal(await priya.getByRole("link", { name: "Setup" }).count(), 0);
  await main().getByLabel(/^Role of Priya/).selectOption("admin");
  await toast("Saved. Priya Raman: Admin.");
  await priya.getByRole("link", { name: "Setup" }).click();
  await priya.waitForURL("**/setup/**");
});

test("two admins see what the other one does, and what they type stays", async () => {
  const hers = priya.getByRole("main");
  const open = (of: Locator, name: string) => of.getByRole("link", { name, exact: true }).click();
  await open(hers, "Numbers");
  await hers.getByLabel("Name", { exact: true }).fill("Priya’s line");
  await open(main(), "Numbers");
  await main().getByLabel("Name", { exact: true }).fill("Verkauf");
  await main().getByRole("button", { name: "Save" }).click();
  await hers.getByText("Someone else has just named it Verkauf.").waitFor();
  assert.equal(await hers.getByLabel("Name", { exact: true }).inputValue(), "Priya’s line");

  await open(hers, "Audit log");
  await hers.getByText("named +49 30 23125610 Verkauf").waitFor();
  await open(main(), "Team");
  await main().getByLabel("Email", { exact: true }).fill("mara@new.example");
  await main().getByRole("button", { name: "Invite", exact: true }).click();
  await hers.getByRole("button", { name: "1 new change" }).click();
  await hers.getByText("invited mara@new.example as an agent").waitFor();
  await open(hers, "Team");
  await hers.getByRole("button", { name: "Withdraw the invitation for mara@new.example" }).click();
  await main().getByText("This link has been used, withdrawn or replaced").waitFor();
  assert.equal(await main().getByText("Invited", { exact: true }).count(), 0);
  await main().getByRole("button", { name: "Done" }).click();
});

test("who is an admin no more leaves Setup", async () => {
  await main().getByLabel(/^Role of Priya/).selectOption("agent");
  await priya.waitForURL("**/calls");
  assert.equal(await priya.getByRole("link", { name: "Setup" }).count(), 0);
});

test("a new name is everybody's", async () => {
  await main().getByRole("button", { name: "Rename Priya Raman" }).click();
  await main().getByLabel("New name of Priya Raman").fill("Priya R.");
  await admin.keyboard.press("Enter");
  await toast("Saved. Everyone sees Priya R. now.");
  await main().getByRole("button", { name: "Rename Priya R." }).waitFor();
});

test("a seat that is switched off lets go of its phone at once, and comes back without a reload", async () => {
  await goOnline(priya);
  await main().getByRole("button", { name: "Deactivate Priya R." }).click();
  await toast(/^Priya R\. was deactivated\. \+49 30 .* nobody now\.$/);
  await priya.getByRole("heading", { name: "Your access to Nordlicht Reisen was deactivated" })
    .waitFor();
  await phone().getByText("Calls can’t reach you").first().waitFor();
  assert.equal(await priya.getByRole("link", { name: "Calls" }).count(), 0);
  await checkPage(priya, "seat-off");
  // Nothing that she can fix; asking the server again is all that there is.
  assert.equal(await phone().getByRole("button", { name: "Fix now" }).count(), 0);
  await phone().getByRole("button", { name: "Try again" }).click();
  await phone().getByText("Your access to this workspace was deactivated.").waitFor();
  await ringsNobody(product, priya, { from: CUSTOMER, to: BERLIN });

  await main().getByRole("button", { name: "Reactivate Priya R." }).click();
  await phone().getByText("Ready to ring").waitFor();
  await priya.getByRole("link", { name: "Calls" }).first().waitFor();
  const { sid } = await product.twilio.dial({ from: CUSTOMER, to: BERLIN });
  await phone().getByRole("button", { name: /^Answer/ }).click();
  await phone().getByText("On call", { exact: true }).first().waitFor();

  // A running call may be finished.
  await main().getByRole("button", { name: "Deactivate Priya R." }).click();
  await priya.getByRole("heading", { name: "Your access to Nordlicht Reisen was deactivated" })
    .waitFor();
  assert.equal(await phone().getByText("On call", { exact: true }).count() > 0, true);
  assert.equal((await product.twilio.call(sid)).status, "in-progress");
  await product.twilio.act(sid, { do: "hangup" });
  await phone().getByText("Calls can’t reach you").first().waitFor();
});
