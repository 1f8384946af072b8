import assert from "node:assert/strict";
import { it } from "node:test";
import { edgeOf } from "./edge.ts";

it("tells the edge of the host that was asked (seen live by others)", () => {
  const hosts = {
    "voice-js.dublin.twilio.com": ["dublin", "EU_IRELAND"],
    "chunderw-vpc-gll-sydney.twilio.com:443": ["sydney", "ASIAPAC_SYDNEY"],
    "voice-js.sao-paulo.twilio.com": ["sao-paulo", "SOUTH_AMERICA_SAO_PAULO"],
    "voice-js.singapore-ix.twilio.com": ["singapore-ix", "US_EAST_VIRGINIA"],
    "voice-js.roaming.twilio.com": ["ashburn", "US_EAST_VIRGINIA"],
    "chunderw-vpc-gll.twilio.com": ["ashburn", "US_EAST_VIRGINIA"],
    "127.0.0.1:54330": ["ashburn", "US_EAST_VIRGINIA"],
  };
  for (const [host, [edge, region]] of Object.entries(hosts)) {
    assert.deepEqual(edgeOf(host), { edge, region }, host);
  }
});
