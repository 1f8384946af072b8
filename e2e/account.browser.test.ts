import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { mailedLink } from "./mails.ts";
import { PRIYA } from "./seed.ts";
import { openProduct, type Product } from "./product.ts";

let product: Product;
let page: Page;
let link: string;

before(async () => {
  product = await openProduct();
  page = await product.newPage();
  page.setDefaultTimeout(20_000);
});
after(() => product.close());

const password = () => page.getByLabel(/^(New )?[Pp]assword$/);

test("who forgot the password has a link sent by mail", async () => {
  await page.goto(product.info.webUrl);
  await page.getByLabel("Email").fill(PRIYA);
  await page.getByRole("button", { name: "Forgot password?" }).click();
  await page.getByText(`If ${PRIYA} has an account`).last().waitFor();
  link = await mailedLink(product.mailUrl, PRIYA);
});

test("its link asks for a new password, refuses a bad one with words, and signs in", async () => {
  await page.goto(link);
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await page.getByText(`For ${PRIYA}.`).waitFor();
  await password().fill("short");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.locator(".problem", { hasText: "This password is too short" }).waitFor();
  await password().fill("a-plug-in-every-hole");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.getByRole("region", { name: "Phone" }).waitFor();
  assert.equal(new URL(page.url()).hash, "");
});

test("the same link a second time is refused in words, and once", async () => {
  const other = await product.newPage();
  await other.goto(link);
  await other.locator(".problem", { hasText: "This link has expired or was already used" })
    .waitFor();
  await other.reload();
  await other.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(await other.locator(".problem").count(), 0);
  await other.context().close();
});

test("from then on the new password is the one that holds", async () => {
  const signIn = async (typed: string) => {
    const other = await product.newPage();
    await other.goto(product.info.webUrl);
    await other.getByLabel("Email").fill(PRIYA);
    await other.getByLabel("Password", { exact: true }).fill(typed);
    await other.getByRole("button", { name: "Sign in" }).click();
    return other;
  };
  const old = await signIn("switchboard");
  await old.locator(".problem", { hasText: "Email or password is wrong." }).waitFor();
  await old.context().close();
  const now = await signIn("a-plug-in-every-hole");
  await now.getByRole("region", { name: "Phone" }).waitFor();
  await now.context().close();
});
