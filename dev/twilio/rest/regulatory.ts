// numbers.twilio.com/v2/RegulatoryCompliance: which countries ask who uses a number, and what an account has handed in.

import type { Bundle } from "../accounts/resources.ts";
import { stableSid } from "../ids.ts";
import { created, DELETED, found, invalid, notFound } from "./answer.ts";
import { equals } from "./filters.ts";
import { isoSeconds } from "./iso.ts";
import { COUNTRIES, type NumberKind } from "./number-stock.ts";
import { metaPage } from "./paging.ts";
import { field, needed, type RestRequest } from "./request.ts";
import type { Routes } from "./routes.ts";

const ROOT = "https://numbers.twilio.com/v2/RegulatoryCompliance";

/** As this API calls them. */
const TYPES: Record<NumberKind, string> = {
  local: "local",
  mobile: "mobile",
  tollfree: "toll-free",
};

interface Regulation {
  sid: string;
  country: string;
  kind: NumberKind;
  endUserType: "individual" | "business";
}

const REGULATIONS: readonly Regulation[] = Object.entries(COUNTRIES)
  .filter(([, { regulated }]) => regulated)
  .flatMap(([country, { ranges }]) =>
    (["local", "mobile", "tollfree"] as const).filter((kind) => kind in ranges).flatMap((kind) =>
      (["individual", "business"] as const).map((endUserType) => ({
        sid: stableSid("RN", country, kind, endUserType),
        country,
        kind,
        endUserType,
      }))
    )
  );

const described = ({ sid, country, kind, endUserType }: Regulation) => ({
  sid,
  friendly_name: `${COUNTRIES[country]?.name}: ${TYPES[kind]} - ${endUserType}`,
  iso_country: country,
  number_type: TYPES[kind],
  end_user_type: endUserType,
  // What has to be handed in is shown by Twilio's console only; here nothing is (assumed).
  requirements: { end_user: [], supporting_document: [] },
  url: `${ROOT}/Regulations/${sid}`,
});

/** Lists every regulation, or those of a country, a kind of number and a kind of person. */
export const regulationRoutes: Routes = {
  list({ request }) {
    const { query } = request;
    const shown = REGULATIONS.map(described).filter((one) =>
      equals(query, "IsoCountry", one.iso_country) &&
      equals(query, "NumberType", one.number_type) &&
      equals(query, "EndUserType", one.end_user_type)
    );
    return found(metaPage(request, "results", shown));
  },
  fetch({ request }, sid) {
    const one = REGULATIONS.find((regulation) => regulation.sid === sid);
    if (one === undefined) throw notFound(request.path);
    return found(described(one));
  },
};

function resource(one: Bundle, accountSid: string) {
  const url = `${ROOT}/Bundles/${one.sid}`;
  return {
    sid: one.sid,
    account_sid: accountSid,
    regulation_sid: one.regulationSid,
    friendly_name: one.friendlyName,
    status: one.status,
    valid_until: null,
    email: one.email,
    status_callback: null,
    date_created: isoSeconds(one.createdAt),
    date_updated: isoSeconds(one.updatedAt),
    url,
    links: {
      evaluations: `${url}/Evaluations`,
      item_assignments: `${url}/ItemAssignments`,
      bundle_copies: `${url}/Copies`,
    },
  };
}

/** A bundle waits until a script approves it (`/_control/accounts`). */
export const bundleRoutes: Routes = {
  list({ request }) {
    const { account, query } = request;
    const shown = [...account.bundles.values()].filter((one) => {
      const regulation = REGULATIONS.find(({ sid }) => sid === one.regulationSid);
      return equals(query, "Status", one.status) &&
        equals(query, "FriendlyName", one.friendlyName) &&
        equals(query, "RegulationSid", one.regulationSid) &&
        equals(query, "IsoCountry", regulation?.country ?? "") &&
        equals(query, "NumberType", regulation === undefined ? "" : TYPES[regulation.kind]);
    });
    return found(metaPage(request, "results", shown.map((one) => resource(one, account.sid))));
  },
  create({ request, accounts, clock, newSid }) {
    const { account } = request;
    const one: Bundle = {
      sid: newSid("BU"),
      friendlyName: needed(request, "FriendlyName"),
      email: needed(request, "Email"),
      regulationSid: regulationOf(request),
      status: "draft",
      createdAt: clock.now(),
      updatedAt: clock.now(),
    };
    account.bundles.set(one.sid, one);
    accounts.save();
    return created(resource(one, account.sid));
  },
  fetch: ({ request }, sid) => found(resource(get(request, sid), request.account.sid)),
  remove({ request, accounts }, sid) {
    get(request, sid);
    request.account.bundles.delete(sid);
    accounts.save();
    return DELETED;
  },
};

/** Documented: a regulation's SID, or what it is about. */
function regulationOf(request: RestRequest): string {
  const sid = field(request, "RegulationSid");
  const one = REGULATIONS.find((regulation) =>
    sid === undefined
      ? regulation.country === field(request, "IsoCountry") &&
        TYPES[regulation.kind] === field(request, "NumberType") &&
        regulation.endUserType === field(request, "EndUserType")
      : regulation.sid === sid
  );
  if (one === undefined) throw invalid(22200, "There is no such regulation");
  return one.sid;
}

function get({ account, path }: RestRequest, sid: string): Bundle {
  const one = account.bundles.get(sid);
  if (one === undefined) throw notFound(path);
  return one;
}

/** Whether the bundle may be used for a number of this kind. */
export function covers(bundle: Bundle, country: string, kind: NumberKind): boolean {
  return REGULATIONS.some((one) =>
    one.sid === bundle.regulationSid && one.country === country && one.kind === kind
  );
}
