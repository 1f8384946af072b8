import * as v from "valibot";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Failure } from "../domain/failure.ts";
import { connectDatabase, parseAnswer } from "./database.ts";

function answering(response: () => Response) {
  const requests: Request[] = [];
  const fetch = (input: RequestInfo | URL, init?: RequestInit) => {
    requests.push(new Request(input, init));
    return Promise.resolve(response());
  };
  return { requests, fetch };
}

const place = { supabaseUrl: "https://x.supabase.co", secretKey: "sb_secret_1" };

Deno.test("an RPC is one POST with the secret key and its arguments by name", async () => {
  const { requests, fetch } = answering(() => Response.json({ ok: true }));
  const answer = await connectDatabase({ ...place, fetch })("call_context", { identity: "priya" });
  assertEquals(answer, { ok: true });
  const [request, ...others] = requests;
  assertEquals(others.length, 0);
  assertEquals(request?.url, "https://x.supabase.co/rest/v1/rpc/call_context");
  assertEquals(request?.headers.get("apikey"), "sb_secret_1");
  assertEquals(request?.headers.get("authorization"), null);
  assertEquals(await request?.json(), { identity: "priya" });
});

Deno.test("a legacy key goes as a bearer too", async () => {
  const { requests, fetch } = answering(() => Response.json({}));
  await connectDatabase({ ...place, secretKey: "eyJ.a.b", fetch })("x", {});
  assertEquals(requests[0]?.headers.get("authorization"), "Bearer eyJ.a.b");
});

Deno.test("an error of the database is E-DATABASE with its code and without its details", async () => {
  const { requests, fetch } = answering(() =>
    Response.json({ code: "42501", message: "denied", details: "row (secret)" }, { status: 403 })
  );
  const failure = await assertRejects(
    () => connectDatabase({ ...place, fetch })("apply_webhook", {}),
    Failure,
    "E-DATABASE",
  );
  assertEquals(String(failure.cause), "Error: apply_webhook answers 403: 42501");
  assertEquals(requests.length, 1);
});

Deno.test("no answer is E-DATABASE", async () => {
  const fetch = () => Promise.reject(new TypeError("connection refused"));
  await assertRejects(() => connectDatabase({ ...place, fetch })("x", {}), Failure, "E-DATABASE");
});

Deno.test("a refusal of the database is its code", () => {
  const answer = { ok: false, code: "E-CONFIG", missing: ["twilio_account_sid"] };
  const failure = assertThrows(() => parseAnswer(v.object({}), answer), Failure, "E-CONFIG");
  assertEquals(failure.detail, { missing: ["twilio_account_sid"] });
});

Deno.test("an answer of another shape is a defect, and what it held is not told", () => {
  const schema = v.object({ ok: v.literal(true), key: v.number() });
  const failure = assertThrows(
    () => parseAnswer(schema, { ok: true, key: "secret" }),
    Failure,
    "E-INTERNAL",
  );
  assertEquals(String(failure.cause), "Error: Cannot read the database's answer: key");
});
