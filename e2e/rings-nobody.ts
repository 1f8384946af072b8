import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { until } from "./until.ts";
import type { Product } from "./product.ts";

/** A call from outside that nobody is there for: told so and let go, and nothing rings on the page. */
export async function ringsNobody(
  product: Product,
  page: Page,
  call: { from: string; to: string },
): Promise<void> {
  const { sid } = await product.twilio.dial(call);
  await until("the caller was told and let go", async () => {
    const { status, legs } = await product.twilio.call(sid);
    return status === "completed" && legs.length <= 1;
  }, () => product.twilio.call(sid));
  const phone = page.getByRole("region", { name: "Phone" });
  assert.equal(await phone.getByText("Incoming call").count(), 0);
}
