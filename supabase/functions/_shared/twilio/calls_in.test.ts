import { assertEquals } from "@std/assert";
import { listCallsIn } from "./calls_in.ts";

Deno.test("calls that came in on a number are told from those that the API makes to it", async () => {
  const asked: unknown[] = [];
  const call = (digit: string, direction: string) => ({
    sid: `CA${digit.repeat(32)}`,
    from: "+442079460117",
    direction,
  });
  const calls = await listCallsIn(
    ({ resource, query }) => {
      asked.push([resource, query]);
      return Promise.resolve({ calls: [call("1", "inbound"), call("2", "outbound-api")] });
    },
    { accountSid: `AC${"1".repeat(32)}`, authToken: "token" },
    { number: "+493023125610", since: new Date("2026-11-25T12:00:00.250Z") },
  );
  assertEquals(calls.map(({ sid }) => sid.slice(0, 3)), ["CA1"]);
  assertEquals(asked, [["Calls", {
    To: "+493023125610",
    "StartTime>": "2026-11-25T12:00:00Z",
    PageSize: "1000",
  }]]);
});
