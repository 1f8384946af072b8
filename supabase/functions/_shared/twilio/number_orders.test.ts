import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../domain/failure.ts";
import { buyNumber } from "./number_orders.ts";
import { fetchNumberPrices, kindOf } from "./number_prices.ts";
import { searchOffers } from "./offers.ts";
import { connectTwilio } from "./rest.ts";

const account = { accountSid: `AC${"1".repeat(32)}`, authToken: "token" };
const order = {
  number: "+442079460142",
  friendlyName: "Desk",
  appSid: `AP${"1".repeat(32)}`,
  statusCallback: "https://calls.example.com/functions/v1/status",
  bundleSid: `BU${"1".repeat(32)}`,
};

function twilio(answer: unknown, status = 200) {
  const requests: Request[] = [];
  const rest = connectTwilio({
    twilioApiUrl: "https://api.twilio.com",
    fetch: (input, init) => {
      requests.push(new Request(input, init));
      return Promise.resolve(Response.json(answer, { status }));
    },
  });
  return { rest, requests };
}

Deno.test("an order names everything that answers the number from its first moment", async () => {
  const sid = `PN${"1".repeat(32)}`;
  const { rest, requests } = twilio({ sid, phone_number: order.number }, 201);
  assertEquals(await buyNumber(rest, account, order), sid);
  assertEquals(Object.fromEntries(new URLSearchParams(await requests[0]!.text())), {
    PhoneNumber: order.number,
    FriendlyName: "Desk",
    VoiceApplicationSid: order.appSid,
    StatusCallback: order.statusCallback,
    StatusCallbackMethod: "POST",
    BundleSid: order.bundleSid,
  });
});

Deno.test("what Twilio lacks for the purchase has a code of ours", async () => {
  const codes = [
    [21404, "E-NUMBER-TRIAL"],
    [21422, "E-NUMBER-SOLD"],
    [21631, "E-NUMBER-ADDRESS"],
    [21649, "E-NUMBER-BUNDLE"],
    [20001, "E-TWILIO"],
  ] as const;
  for (const [code, ours] of codes) {
    const { rest } = twilio({ code, message: "…" }, 400);
    const failure = await assertRejects(() => buyNumber(rest, account, order), Failure, ours);
    assertEquals(failure.detail.twilioCode, code);
  }
});

Deno.test("prices come from their own host, as text or as numbers", async () => {
  const { rest, requests } = twilio({
    price_unit: "usd",
    phone_number_prices: [
      { number_type: "local", base_price: "1.15", current_price: "1.00" },
      { number_type: "toll free", base_price: 2.15, current_price: 2.15 },
      { number_type: "national", base_price: "9", current_price: "9" },
    ],
  });
  const prices = await fetchNumberPrices(rest, account, "GB");
  assertEquals(
    requests[0]?.url,
    "https://pricing.twilio.com/v1/PhoneNumbers/Countries/GB",
  );
  assertEquals([...prices], [
    ["local", { amount: "1.00", currency: "USD" }],
    ["toll-free", { amount: "2.15", currency: "USD" }],
  ]);
});

Deno.test("a price that Twilio does not tell is none, and stops nobody", async () => {
  for (const { rest } of [twilio({ code: 20404 }, 404), twilio({ price_unit: null })]) {
    assertEquals((await fetchNumberPrices(rest, account, "GB")).size, 0);
  }
});

Deno.test("each of Twilio's APIs writes toll-free in a way of its own", () => {
  for (const name of ["toll free", "toll-free", "tollfree", "TollFree"]) {
    assertEquals(kindOf(name), "toll-free");
  }
  assertEquals(kindOf("national"), null);
});

Deno.test("a kind that the country does not have is an empty list", async () => {
  const { rest, requests } = twilio({ code: 20404, message: "…" }, 404);
  const wish = { country: "US", kind: "mobile", areaCode: "415" } as const;
  assertEquals(await searchOffers(rest, account, wish), []);
  assertEquals(
    new URL(requests[0]!.url).search,
    "?VoiceEnabled=true&PageSize=20&AreaCode=415",
  );
});
