// trunking.twilio.com/v1/Trunks: the account's SIP trunks, to be read.

import type { Trunk } from "../accounts/resources.ts";
import { found, notFound } from "./answer.ts";
import { isoSeconds } from "./iso.ts";
import { metaPage } from "./paging.ts";
import type { Routes } from "./routes.ts";

const PARTS = {
  origination_urls: "OriginationUrls",
  credential_lists: "CredentialLists",
  ip_access_control_lists: "IpAccessControlLists",
  phone_numbers: "PhoneNumbers",
};

function resource(trunk: Trunk, accountSid: string) {
  const url = `https://trunking.twilio.com/v1/Trunks/${trunk.sid}`;
  return {
    sid: trunk.sid,
    account_sid: accountSid,
    domain_name: null,
    disaster_recovery_method: "POST",
    disaster_recovery_url: null,
    friendly_name: trunk.friendlyName,
    secure: false,
    recording: { mode: "do-not-record", trim: "do-not-trim" },
    transfer_mode: "disable-all",
    transfer_caller_id: "from-transferee",
    cnam_lookup_enabled: false,
    auth_type: "",
    symmetric_rtp_enabled: false,
    auth_type_set: [],
    date_created: isoSeconds(trunk.createdAt),
    date_updated: isoSeconds(trunk.createdAt),
    url,
    links: Object.fromEntries(
      Object.entries(PARTS).map(([name, path]) => [name, `${url}/${path}`]),
    ),
  };
}

export const trunkRoutes: Routes = {
  list({ request }) {
    const { sid, trunks } = request.account;
    return found(metaPage(request, "trunks", trunks.map((trunk) => resource(trunk, sid))));
  },
  fetch({ request }, sid) {
    const trunk = request.account.trunks.find((one) => one.sid === sid);
    if (trunk === undefined) throw notFound(request.path);
    return found(resource(trunk, request.account.sid));
  },
};
