// What comes after a call, through the whole product: the note, the outcome and wrap-up, in the tab that talked and on a
// colleague's screen. What each refuses is tested below (supabase/tests/sql, dev/gallery).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { goOnline, openProduct, type Product } from "./product.ts";
import { AOIFE, BERLIN, PRIYA } from "./seed.ts";

let product: Product;
let priya: Page;
let aoife: Page;

before(async () => {
  product = await openProduct();
  await product.sql`
    update public.workspace_policy set wrap_up_s = 600, outcome_required = true where workspace_id = 1`;
  await product.sql`
    insert into public.outcome_tag (workspace_id, name, key) values (1, 'Booked', 1), (1, 'Complaint', 2)`;
  [priya, aoife] = await Promise.all([product.signIn(PRIYA), product.signIn(AOIFE)]);
  await goOnline(priya);
});
after(() => product.close());

test("a note is saved while one talks; wrap-up keeps the next call away until an outcome is chosen", async () => {
  const phone = priya.getByRole("region", { name: "Phone" });
  const desk = priya.getByRole("main");
  const { sid } = await product.twilio.dial({ from: "+442079460117", to: BERLIN });
  await phone.getByRole("button", { name: /^Answer/ }).click();
  await desk.getByRole("textbox", { name: "Note" }).fill("Two cabins, 12 to 19 July");
  await desk.getByText(/^Saved \d/).waitFor();

  await product.twilio.act(sid, { do: "hangup" });
  const ready = phone.getByRole("button", { name: "Ready now" });
  await ready.waitFor();
  await phone.getByText(/^Calls ring here again in /).waitFor();
  await aoife.getByRole("listitem").filter({ hasText: "Priya Raman" }).getByText("Wrapping up")
    .waitFor();
  assert.equal(
    await ready.getAttribute("aria-disabled"),
    "true",
    "the workspace requires an outcome",
  );

  await desk.getByRole("textbox", { name: "Note" }).blur();
  await priya.keyboard.press("1");
  await desk.getByRole("row", { name: /0117.*Booked/ }).first().waitFor();
  await phone.locator("button:not([aria-disabled=true])", { hasText: "Ready now" }).waitFor();
  await priya.keyboard.press("Control+Enter");
  await phone.getByText(/^Ready to ring/).waitFor();
  const [note] = await product
    .sql`select body, c.has_note from public.call_note join public.call as c on c.id = call_id`;
  assert.deepEqual({ ...note }, { body: "Two cabins, 12 to 19 July", has_note: true });
  await product.twilio.dial({ from: "+442079460117", to: BERLIN });
  await phone.getByText("Incoming call").first().waitFor();
});
