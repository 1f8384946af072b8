import * as v from "valibot";
import { assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../domain/failure.ts";
import { listAll } from "./list_all.ts";
import { connectTwilio } from "./rest.ts";

const request = {
  method: "POST",
  accountSid: "AC1",
  resource: "Calls",
  credentials: { username: "SK1", password: "secret" },
  form: [["StatusCallbackEvent", "initiated"], ["StatusCallbackEvent", "ringing"]],
} as const;

function twilio(answer: () => Response | Promise<Response>) {
  const requests: Request[] = [];
  const rest = connectTwilio({
    twilioApiUrl: "https://api.twilio.com",
    fetch: (input, init) => {
      requests.push(new Request(input, init));
      return Promise.resolve(answer());
    },
  });
  return { requests, rest };
}

Deno.test("a request carries its form and its credentials to the account's resource", async () => {
  const { requests, rest } = twilio(() => Response.json({ sid: "CA1" }, { status: 201 }));
  assertEquals(await rest(request), { sid: "CA1" });
  const sent = requests[0]!;
  assertEquals(sent.url, "https://api.twilio.com/2010-04-01/Accounts/AC1/Calls.json");
  assertEquals(sent.headers.get("authorization"), `Basic ${btoa("SK1:secret")}`);
  assertEquals(await sent.text(), "StatusCallbackEvent=initiated&StatusCallbackEvent=ringing");
});

Deno.test("an empty answer, as to DELETE, is null", async () => {
  const { rest } = twilio(() => new Response(null, { status: 204 }));
  assertEquals(await rest({ ...request, method: "DELETE" }), null);
});

Deno.test("unknown credentials are told apart from other refusals, with Twilio's code", async () => {
  const unknown = twilio(() => Response.json({ code: 20003, message: "…" }, { status: 401 }));
  const failure = await assertRejects(() => unknown.rest(request), Failure, "E-CREDENTIALS");
  assertEquals(failure.detail, { twilioCode: 20003 });

  const refused = twilio(() => Response.json({ code: 21211, message: "…" }, { status: 400 }));
  const other = await assertRejects(() => refused.rest(request), Failure, "E-TWILIO");
  assertEquals(other.detail, { twilioCode: 21211 });
});

Deno.test("no answer, and an answer that is no JSON, are E-TWILIO", async () => {
  const silent = twilio(() => Promise.reject(new TypeError("connection refused")));
  await assertRejects(() => silent.rest(request), Failure, "E-TWILIO");
  const broken = twilio(() => new Response("<html>"));
  await assertRejects(() => broken.rest(request), Failure, "E-TWILIO");
  const down = twilio(() => new Response("<html>", { status: 502 }));
  await assertRejects(() => down.rest(request), Failure, "E-TWILIO");
});

Deno.test("the account itself, a query and another product have their own addresses", async () => {
  const { requests, rest } = twilio(() => Response.json({}));
  await rest({ ...request, method: "GET", resource: "", query: { PageSize: "1000" } });
  await rest({ ...request, method: "GET", product: "routes", resource: "v2/PhoneNumbers/%2B1" });
  assertEquals(requests.map(({ url }) => url), [
    "https://api.twilio.com/2010-04-01/Accounts/AC1.json?PageSize=1000",
    "https://routes.twilio.com/v2/PhoneNumbers/%2B1",
  ]);
});

Deno.test("Twilio's words are quoted only when asked for, with numbers masked", async () => {
  const rest = connectTwilio({
    twilioApiUrl: "https://api.twilio.com",
    quoteTwilio: true,
    fetch: () =>
      Promise.resolve(
        Response.json({ code: 21502, message: "Bad for +442079460142" }, { status: 400 }),
      ),
  });
  const failure = await assertRejects(() => rest(request), Failure, "E-TWILIO");
  assertEquals(failure.detail, { twilioCode: 21502, twilioMessage: "Bad for +44********42" });
});

Deno.test("a list is read to its last page", async () => {
  const pages = [
    { keys: [{ sid: "SK1" }], next_page_uri: "/2010-04-01/Accounts/AC1/Keys.json?Page=1" },
    { keys: [{ sid: "SK2" }], next_page_uri: null },
  ];
  const { requests, rest } = twilio(() => Response.json(pages.shift()));
  const account = { accountSid: "AC1", authToken: "t" };
  const list = { resource: "Keys", key: "keys", item: v.object({ sid: v.string() }) };
  assertEquals(await listAll(rest, account, list), [{ sid: "SK1" }, { sid: "SK2" }]);
  assertEquals(requests.map(({ url }) => new URL(url).search), ["?PageSize=1000", "?Page=1"]);
});
