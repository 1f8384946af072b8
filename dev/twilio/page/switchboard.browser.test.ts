// The switchboard, the webhooks and the telephones elsewhere, as a person sees them while calls run.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { openBrowser, type TestBrowser } from "../../test/browser.ts";
import { startTwilio, type Twilio } from "../server.ts";
import { AUTH_TOKEN, OUR_NUMBER, testAccount, THEIR_NUMBER } from "../testing/accounts.ts";
import { type Customer, startCustomer } from "../testing/customer.ts";
import { officialClient } from "../testing/official-client.ts";
import { axeFaults } from "./testing/axe.ts";

const FIRST = "+14155550155";
const SECOND = "+14155550166";

describe("the switchboard", { timeout: 90_000 }, () => {
  let browser: TestBrowser;
  let customer: Customer;
  let simulator: Twilio;
  const check = (name: string, test: () => Promise<void>) => it(name, { timeout: 20_000 }, test);

  before(async () => {
    customer = await startCustomer(AUTH_TOKEN);
    simulator = await startTwilio({ port: 0, accounts: [testAccount(customer.url)] });
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await simulator.close();
    await customer.close();
  });
  afterEach(async () => {
    for (const context of browser.browser.contexts()) await context.close();
    await control("DELETE", "");
    customer.came.length = 0;
  });

  async function control(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(`${simulator.url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  }
  const open = async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(simulator.url);
    await page.getByText("Connected", { exact: true }).waitFor();
    return { page, problems };
  };
  /** A call that says something, then rings two telephones of which one answers. */
  const callIn = async () => {
    const callback = `statusCallback="/status" statusCallbackEvent="ringing answered completed"`;
    customer.answers = {
      "/app-status": "",
      "/status": "",
      "/voice": `<Response><Pause length="1"/><Say>Good morning</Say><Dial>` +
        `<Number ${callback}>${FIRST}</Number><Number ${callback}>${SECOND}</Number></Dial></Response>`,
    };
    await control("PUT", `/numbers/${FIRST}`, { behaviour: "answer", ringMs: 1500, tone: 900 });
    await control("PUT", `/numbers/${SECOND}`, { behaviour: "no-answer" });
    await control("POST", "/calls", { from: THEIR_NUMBER, to: OUR_NUMBER, speak: { tone: 600 } });
  };

  check(
    "draws a call with its verbs as they run, its legs and their sound, and puts it away at its end",
    async () => {
      const { page, problems } = await open();
      await callIn();
      const call = page.getByRole("list", { name: "Calls now" }).getByRole("listitem").first();
      await call.locator("[aria-current=step]", { hasText: "Say" }).waitFor();
      const dial = call.locator("[aria-current=step]", { hasText: "Dial" });
      await dial.getByText(`${FIRST}, ${SECOND}`).waitFor();
      const legs = call.getByRole("list", { name: "Legs" });
      await legs.getByText("Ringing").nth(1).waitFor();
      await legs.getByText("Canceled").waitFor();
      await legs.getByText("900 Hz").waitFor();
      await call.getByText("600 Hz").waitFor();
      await page.getByText("1 call, 2 legs").waitFor();
      await page.emulateMedia({ reducedMotion: "reduce" });
      assert.deepEqual(await axeFaults(page), []);
      await control("DELETE", "/numbers/%2B14155550155");
      simulator.engine.endAll();
      await page.getByText("No calls right now.").waitFor();
      await page.getByText("1 finished call", { exact: true }).click();
      await page.getByRole("list", { name: "Finished calls" }).getByText("ended by a script")
        .first()
        .waitFor();
      assert.deepEqual(problems, []);
    },
  );

  check("lists webhooks with form and answer, finds them, and repeats one", async () => {
    const { page, problems } = await open();
    await callIn();
    const hooks = page.getByRole("list", { name: "Webhooks" });
    const voice = hooks.locator("li", { hasText: "/voice" });
    await voice.locator(".hook-row").click();
    await voice.getByText("ApplicationSid").waitFor();
    await voice.getByText("<Say>Good morning</Say>").waitFor();
    await voice.getByText(/\d+ ms/).waitFor();
    await hooks.locator("li", { hasText: "ringing/status" }).nth(1).waitFor();

    const search = page.getByRole("searchbox", { name: "Search webhooks" });
    await search.fill("good morning");
    await hooks.locator("li:nth-child(2)").waitFor({ state: "detached" });
    assert.equal(customer.came.filter(({ path }) => path === "/voice").length, 1);
    await voice.getByRole("button", { name: /^Repeat webhook/ }).click();
    await hooks.locator("li:nth-child(2)").waitFor();
    const came = customer.came.filter(({ path }) => path === "/voice");
    assert.deepEqual(came[1]?.form, came[0]?.form);

    await search.fill("");
    await page.getByRole("button", { name: "Show its webhooks" }).click();
    await page.getByRole("button", { name: /^Only \+1 202 555 0199/ }).waitFor();
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(problems, []);
  });

  check("sets how a number behaves, shows it, and forgets it", async () => {
    const { page } = await open();
    await page.getByRole("textbox", { name: "Number", exact: true }).fill("12");
    await page.getByRole("button", { name: "Set" }).click();
    await page.getByText(/Write the number with/).waitFor();
    await page.getByRole("textbox", { name: "Number", exact: true }).fill("+1 415 555 0155");
    await page.getByRole("combobox", { name: "When called, it" }).selectOption("says something");
    await page.getByRole("textbox", { name: "Words" }).fill("Hello");
    await page.getByRole("spinbutton", { name: "Rings for (seconds)" }).fill("0.5");
    await page.getByRole("button", { name: "Set" }).click();
    await page.getByText("answers, after 0.5 s, says “Hello”", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Forget +1 415 555 0155" }).click();
    await page.getByRole("listitem").filter({ hasText: "answers, after 0.5 s" })
      .waitFor({ state: "detached" });
  });

  check(
    "shows an account nobody has connected with its credentials, and adds another",
    async () => {
      const { page, problems } = await open();
      const accounts = page.getByRole("list", { name: "Accounts" });
      const ours = accounts.getByRole("listitem").filter({ hasText: "Test" });
      await ours.getByText(`Connected to ${new URL(customer.url).host}`).waitFor();
      await page.getByRole("textbox", { name: "Name" }).fill("Mine");
      await page.getByRole("button", { name: "Add an account" }).click();
      const mine = accounts.getByRole("listitem").filter({ hasText: "Mine" });
      await mine.getByText("Not connected").waitFor();
      await mine.getByText("No numbers yet").waitFor();
      const [sid, token] = await mine.locator("code").allTextContents();
      assert.ok(sid !== undefined && token !== undefined);
      const api = officialClient(simulator.url, sid, token);
      await api.incomingPhoneNumbers.create({ phoneNumber: "+12025550142" });
      await mine.getByText("+1 202-555-0142").or(mine.getByText("+1 202 555 0142")).waitFor();
      // A telephone names it at once, with its account.
      const phone = page.getByRole("region", { name: "Telephone A" });
      await phone.getByRole("combobox", { name: "Number to call" }).fill("+12025550142");
      await phone.getByText("Mine", { exact: true }).waitFor();
      assert.deepEqual(await axeFaults(page), []);
      assert.deepEqual(problems, []);
    },
  );

  check("has the other telephones in reach, however many webhooks there are", async () => {
    const { page } = await open();
    await callIn();
    await page.locator(".hook-row").first().waitFor();
    const top = async (name: string) =>
      (await page.getByRole("heading", { name }).boundingBox())?.y ?? NaN;
    assert.ok(await top("Other telephones") < await top("Webhooks"));
  });

  check("fits narrow screens without a sideways scroll", async () => {
    const { page } = await open();
    await callIn();
    await page.getByText("Canceled", { exact: true }).waitFor();
    await page.locator(".hook-row").first().click();
    for (const width of [380, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
    }
  });
});
