import { assertEquals, assertRejects } from "@std/assert";
import * as v from "valibot";
import { Failure } from "../domain/failure.ts";
import { listAll } from "./list_all.ts";

const account = { accountSid: "AC" + "1".repeat(32), authToken: "token" };

/** Lists from these pages; what was asked for is noted. */
async function list(pages: unknown[]) {
  const asked: unknown[] = [];
  const items = await listAll(
    ({ product, resource, query }) => {
      asked.push([product, resource, query]);
      return Promise.resolve(pages.shift());
    },
    account,
    { product: "voice", resource: "v1/Things", key: "things", item: v.number() },
  );
  return { items, asked };
}

Deno.test("every page is read, whichever way the API names the next one", async () => {
  const links = [
    { next_page_uri: "/v1/Things?Page=1&PageToken=x" },
    {
      meta: {
        next_page_url: "https://voice.twilio.com/v1/Things?Page=1&PageToken=x",
        key: "things",
      },
    },
  ];
  for (const link of links) {
    const { items, asked } = await list([{ things: [1, 2], ...link }, { things: [3] }]);
    assertEquals(items, [1, 2, 3]);
    assertEquals(asked, [
      ["voice", "v1/Things", { PageSize: "1000" }],
      ["voice", "v1/Things", { Page: "1", PageToken: "x" }],
    ]);
  }
  const last = await list([{ things: [], meta: { next_page_url: null } }]);
  assertEquals(last.items, []);
});

Deno.test("a list of another shape is Twilio's failure, not an empty one", async () => {
  await assertRejects(() => list([{ things: ["1"] }]), Failure, "E-TWILIO");
});
