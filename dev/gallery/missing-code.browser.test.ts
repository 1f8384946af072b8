import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { galleryForTests, wide } from "./test-page.ts";

const gallery = galleryForTests();

describe("code that does not come", () => {
  const go = (page: Page, name: string) => page.evaluate((to) => window.gallery.show(to), name);

  test("a call can be answered and ended without its lamp; the tab offers a reload when it is over", async () => {
    const { page } = await gallery.openPage(wide);
    await page.route(/after-start-/, (route) => route.abort());
    // What the server has by now is another build.
    await page.route(
      "**/",
      (route) =>
        route.request().resourceType() === "fetch"
          ? route.fulfill({ body: "<!DOCTYPE html>" })
          : route.continue(),
    );
    await page.goto(`${gallery.url}/calls?state=ready`);
    const phone = page.getByRole("region", { name: "Phone" });
    const reload = phone.getByRole("button", { name: "Reload" });
    await reload.waitFor();
    await go(page, "incoming");
    await phone.getByText("Ingrid Sørensen-Achterberg").waitFor();
    await phone.getByRole("button", { name: "Answer" }).click();
    await go(page, "in-call");
    await phone.getByRole("button", { name: "Hang up" }).waitFor();
    assert.equal(await reload.count(), 0);
    await go(page, "ended");
    await reload.waitFor();
    assert.deepEqual(await page.evaluate(() => window.gallery.asked), ["answer"]);
    await page.context().close();
  });

  test("a page that does not come says so beside the phone, and offers a reload when no call runs", async () => {
    const { page } = await gallery.openPage(wide);
    await page.route(/health-page-/, (route) => route.abort());
    await page.goto(`${gallery.url}/setup/health?state=in-call&role=admin&health=broken`);
    const alert = page.getByRole("alert");
    await alert.getByText("Reload when your call is over.").waitFor();
    await go(page, "ready");
    await page.getByRole("textbox", { name: "Phone number" }).waitFor();
    await page.unroute(/health-page-/);
    await alert.getByRole("button", { name: "Reload" }).click();
    await page.getByRole("heading", { name: "Connection health" }).waitFor();
    await page.context().close();
  });
});
