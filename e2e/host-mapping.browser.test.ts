// The unmodified production bundle, as a static host would serve it: nothing in the page knows of a simulator. Only the
// browser is told that Twilio's names lead to it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openBrowser, type TestBrowser } from "../dev/test/browser.ts";
import { securityHeaders, TWILIO_ORIGINS } from "../dev/web-server/headers.ts";
import { PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const CUSTOMER = "+442079460018";
const SHIM = /<script src="[^"]*\/voice-sdk-shim\.js"><\/script>\s*/;

let product: Product;
let browser: TestBrowser;
let page: Page;
const hosts = new Set<string>();
const reports: string[] = [];

before(async () => {
  product = await openProduct();
  const { webUrl, apiUrl, twilioUrl } = product.info;
  browser = await openBrowser({
    args: [
      `--host-resolver-rules=MAP *.twilio.com:443 ${new URL(twilioUrl).host}`,
      "--ignore-certificate-errors",
    ],
  });
  page = await browser.newPage({
    locale: "en-GB",
    // A page that the test fulfils counts as one of the public internet, which may not ask this machine unasked.
    permissions: ["microphone", "local-network-access"],
  });
  page.setDefaultTimeout(20_000);
  const headers = securityHeaders({
    supabase: new URL(apiUrl).origin,
    voice: TWILIO_ORIGINS,
    scripts: [],
  });
  await page.route("**/*", async (route) => {
    if (!route.request().isNavigationRequest()) return await route.continue();
    const response = await route.fetch();
    const html = await response.text();
    assert.match(html, SHIM);
    await route.fulfill({
      status: response.status(),
      headers: { ...headers, "content-type": "text/html" },
      body: html.replace(SHIM, ""),
    });
  });
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  page.on("websocket", (socket) => hosts.add(new URL(socket.url()).host));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) reports.push(message.text());
  });
  await page.goto(webUrl);
  await page.getByLabel("Email").fill(PRIYA);
  await page.getByLabel("Password", { exact: true }).fill("switchboard");
  await page.getByRole("button", { name: "Sign in" }).click();
  await goOnline(page);
});
after(async () => {
  await browser.close();
  await product.close();
});

test("the production bundle places a call through Twilio's own names, mapped to the simulator", async () => {
  await product.twilio.telephone(CUSTOMER, { behaviour: "answer", ringMs: 500, tone: 1400 });
  await page.getByRole("textbox", { name: /number/i }).fill(CUSTOMER);
  await page.getByRole("button", { name: /Place Call/ }).click();
  const phone = page.getByRole("region", { name: "Phone" });
  await phone.getByText("On call").first().waitFor();
  await until("the agent hears the customer", async () => {
    const calls = await product.twilio.calls();
    const agent = calls.find((call) => call.parentSid === null && call.status === "in-progress");
    return agent?.heard.tones.some((hz) => Math.abs(hz - 1400) <= 5) ?? false;
  });
  await page.getByRole("button", { name: "Hang up" }).click();
  assert.ok(hosts.has("voice-js.roaming.twilio.com"), [...hosts].join(", "));
  assert.ok(!hosts.has(new URL(product.info.twilioUrl).host));
  assert.deepEqual(reports, []);
});
