// The policy as an admin sets it and as an agent meets it: countries, lists, a pause, blocked callers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axeFaults } from "../dev/test/axe.ts";
import { checkPage } from "./check-page.ts";
import { BERLIN, JONAS, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const BLOCKED = "+442079460117";
const OTHER = "+442079460118";

let product: Product;
let jonas: Page;
let priya: Page;

before(async () => {
  product = await openProduct();
  [jonas, priya] = await Promise.all([
    product.signIn(JONAS),
    product.signIn(PRIYA),
  ]);
  await goOnline(priya);
  // Halfway between two themes no colour has its contrast.
  for (const page of [jonas, priya]) await page.emulateMedia({ reducedMotion: "reduce" });
  await jonas.getByRole("link", { name: "Setup" }).click();
  await jonas.getByRole("link", { name: "Policy" }).click();
});
after(() => product.close());

const part = (name: string) => jonas.getByRole("main").getByRole("region", { name });
const banner = () => jonas.getByRole("status", { name: "Outgoing calls are paused" });
const phone = () => priya.getByRole("region", { name: "Phone" });
const number = () => phone().getByRole("combobox").or(phone().getByLabel("Phone number"));

async function save(name: string): Promise<void> {
  await part(name).getByRole("button", { name: "Save" }).click();
  await part(name).getByText("Saved", { exact: true }).waitFor();
}

async function type(text: string): Promise<void> {
  await number().first().fill(text);
}

test("an admin reads the policy and what was used of it", async () => {
  await part("Outgoing calls today").getByText(/in the last minute/).waitFor();
  await part("Countries").getByText("28 countries are on").waitFor();
});

test("a country that an admin turns off is refused under the agent's field at once", async () => {
  await part("Countries").getByLabel("Find a country").fill("united k");
  await part("Countries").getByRole("checkbox", { name: "United Kingdom" }).uncheck();
  await save("Countries");
  await type("+44 20 7946 0018");
  await phone().getByText("Calls to the United Kingdom are off in this workspace.").first()
    .waitFor();
  await part("Countries").getByRole("checkbox", { name: "United Kingdom" }).check();
  await save("Countries");
  await phone().getByText("Calls to the United Kingdom are off").first().waitFor({
    state: "detached",
  });
});

test("an emergency number is refused while it is typed", async () => {
  await type("112");
  await phone().getByText("Emergency numbers can't be called from here. Use a mobile phone.")
    .waitFor();
});

test("pasted numbers are added, and a line that is none stays in the box", async () => {
  const list = part("Do not call");
  const box = list.getByLabel("Numbers to add");
  await box.fill("+1 415 555 0142, asked us\nnobody\n0301900*\n+1900*");
  await list.getByRole("button", { name: "Add", exact: true }).click();
  await list.getByText("2 numbers added.").waitFor();
  assert.equal(await box.inputValue(), "nobody\n0301900*");
  await list.getByText("2 lines aren’t numbers").waitFor();
  await list.getByText("“nobody”: This is not a phone number.").waitFor();
  await box.fill("001 (415) 555-0142");
  await list.getByRole("button", { name: "Add", exact: true }).click();
  await list.getByText("Nothing new: 1 was already there.").waitFor();

  await type("+1 415 555 0142");
  await priya.keyboard.press("Enter");
  await phone().getByText("This number is on the workspace's do-not-call list.").waitFor();
  await list.getByRole("button", { name: "Remove +1 415 555 0142" }).click();
  await list.getByText("asked us").waitFor({ state: "detached" });
});

test("the first call over a limit pauses calls out: the agent and the admin see it", async () => {
  const limits = part("Limits");
  await limits.getByLabel("Minutes per day, The whole workspace").fill("none");
  await limits.getByRole("button", { name: "Save" }).click();
  await limits.getByText("enter a whole number from 1 to 1000000").waitFor();
  await limits.getByLabel("Minutes per day, The whole workspace").fill("1");
  await limits.getByRole("radio", { name: /^Pause all outgoing calls/ }).check();
  await save("Limits");
  // A telephone was talked to since yesterday: some of that is of today, whatever time it is.
  await product.sql`
    with call as (
      insert into public.call (
        workspace_id, ticket, direction, from_number, to_number, agent_id, status, answered_at, ended_at)
      select workspace_id, gen_random_uuid(), 'outbound', ${BERLIN}, '+14155550142', id, 'completed',
        now() - interval '1 day', now()
      from public.agent where identity = 'aoife'
      returning id, workspace_id, agent_id, to_number, answered_at, ended_at
    )
    insert into public.call_leg (
      workspace_id, call_id, role, made_by, agent_id, to_address, to_country, status, picked_up_at, ended_at)
    select workspace_id, id, 'callee', 'dial', agent_id, to_number, 'US', 'completed', answered_at, ended_at
    from call`;
  await type("+1 415 555 0143");
  await priya.keyboard.press("Enter");
  await phone().getByText("Outgoing calls are paused", { exact: true }).waitFor();
  await phone().getByText(
    "The workspace reached 1 minute today. Incoming calls still ring. Resumes at midnight, Berlin time.",
  ).waitFor();
  await phone().getByRole("button", { name: "Ask an admin" }).waitFor();
  await phone().getByText("Outgoing calls are paused.", { exact: true }).waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await priya.emulateMedia({ colorScheme });
    assert.deepEqual(await axeFaults(priya), [], colorScheme);
  }
  await banner().getByText("The workspace reached 1 minute today.").waitFor();
  await part("Outgoing calls today").getByText(/reached 1 minute today/).waitFor();
  await checkPage(jonas, "policy");
});

test("a higher limit lets calls go on, live", async () => {
  await part("Limits").getByLabel("Minutes per day, The whole workspace").fill("2000");
  await save("Limits");
  await phone().getByText("Outgoing calls are paused", { exact: true }).waitFor({
    state: "detached",
  });
  await banner().waitFor({ state: "detached" });
});

test("an admin pauses calls out by hand, and lets them go on", async () => {
  await part("Outgoing calls today").getByRole("button", { name: "Pause outgoing calls" }).click();
  await phone().getByText(/^An admin paused them\./).waitFor();
  await part("Outgoing calls today").getByRole("button", { name: "Resume calls" }).click();
  await phone().getByText(/^An admin paused them\./).waitFor({ state: "detached" });
});

test("calling hours are set by day, and refuse with when they begin", async () => {
  const hours = part("Time and calling hours");
  await hours.getByRole("radio", { name: "Only during these hours" }).check();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) {
    await hours.getByRole("checkbox", { name: day }).uncheck();
  }
  await save("Time and calling hours");
  await type("+1 415 555 0143");
  await priya.keyboard.press("Enter");
  await phone().getByText("It's outside the workspace's calling hours.").waitFor();
  await hours.getByRole("radio", { name: "At any time" }).check();
  await save("Time and calling hours");
});

test("a blocked caller rings nobody and stands in the log as blocked; others ring", async () => {
  await part("Blocked callers").getByLabel("Numbers to add").fill(
    "+44 20 7946 0117, sells carpets",
  );
  await part("Blocked callers").getByRole("button", { name: "Add", exact: true }).click();
  await part("Blocked callers").getByText("1 number added.").waitFor();
  const { sid } = await product.twilio.dial({ from: BLOCKED, to: BERLIN });
  const over = await until("the caller hears a busy line", async () => {
    const call = await product.twilio.call(sid);
    return call.status === "busy" && call;
  });
  assert.deepEqual(over.legs, []);
  await jonas.getByRole("link", { name: "Calls" }).first().click();
  await jonas.getByRole("row", { name: /Blocked/ }).waitFor();
  await product.twilio.dial({ from: OTHER, to: BERLIN });
  await phone().getByText("Incoming call").first().waitFor();
});
