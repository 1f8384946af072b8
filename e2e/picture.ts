// Takes the README's picture: the real dialer in a real call. `npm run picture` writes docs/images/in-call.png.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { goOnline, openWorld } from "./world.ts";

const CUSTOMER = "+442079460018";
const folder = join(import.meta.dirname, "..", "docs", "images");

const world = await openWorld();
try {
  await world.twilio.telephone(CUSTOMER, { behaviour: "answer", ringMs: 300 });
  const page = await world.signIn("jonas@nordlicht-reisen.example");
  await goOnline(page);
  await page.getByRole("textbox", { name: /number/i }).fill(CUSTOMER);
  await page.getByRole("button", { name: /Place Call/ }).click();
  await page.getByRole("timer").getByText("0:04").waitFor();
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, "in-call.png") });
} finally {
  await world.close();
}
