import { assertEquals } from "@std/assert";
import { fetchCustomerProfile } from "./customer_profile.ts";

const account = { accountSid: "AC" + "1".repeat(32), authToken: "token" };
const business = "RN6433641899984f951173ef1738c3bdd0";
const other = "RN806dd6cd175f314e1f96a9727ee271f4";

Deno.test("an approved profile counts, the business one most; one in review is said", async () => {
  const profile = (...results: [string, string][]) =>
    fetchCustomerProfile(
      () =>
        Promise.resolve({
          results: results.map(([policy_sid, status]) => ({ policy_sid, status })),
        }),
      account,
    );
  assertEquals(await profile(), "none");
  assertEquals(await profile([business, "draft"]), "none");
  assertEquals(await profile([business, "in-review"]), "in-review");
  assertEquals(
    await profile([business, "pending-review"], [other, "twilio-approved"]),
    "individual",
  );
  assertEquals(
    await profile([other, "twilio-approved"], [business, "twilio-approved"]),
    "business",
  );
  assertEquals(await profile([business, "twilio-rejected"]), "none");
});
