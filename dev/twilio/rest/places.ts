// Where a request's path leads. Twilio's products have hosts of their own (`voice.twilio.com/v1/...`); a program that
// knows one base URL only reaches them here in three ways: by a path that begins with the host's name
// (`/voice.twilio.com/v1/...`), by the bare path (each of those served here belongs to one host alone), or by the Host
// header, where a resolver leads Twilio's names here.

/** The hosts `<api>.twilio.com` of which something is served. */
const APIS = [
  "api",
  "voice",
  "monitor",
  "routes",
  "trusthub",
  "pricing",
  "numbers",
  "trunking",
  "accounts",
] as const;
export type Api = (typeof APIS)[number];

export interface Place {
  api: Api;
  /** The path as Twilio's host has it. */
  path: string;
  /** Below the version (and the account, where the path names it), without `.json`; "" is the account itself. */
  resource: string;
  /** The account that the path names; null where the credentials alone name it. */
  accountSid: string | null;
  /** A recording's sound is asked for, in this form. `bare`: by the address without an ending. */
  media: "wav" | "mp3" | "bare" | null;
}

/** Whose bare path it is. */
const BARE: Record<string, Api> = {
  "/v1/DialingPermissions": "voice",
  "/v1/Alerts": "monitor",
  "/v2/PhoneNumbers": "routes",
  "/v1/CustomerProfiles": "trusthub",
  "/v1/PhoneNumbers": "pricing",
  "/v2/RegulatoryCompliance": "numbers",
  "/v1/Trunks": "trunking",
  "/v1/AuthTokens": "accounts",
};

/** Null when the path is none of the API's. */
export function readPlace(pathname: string, hostHeader: string | undefined): Place | null {
  const [, prefixed, below] = /^\/([a-z]+)\.twilio\.com(\/.*)$/.exec(pathname) ?? [];
  const path = below ?? pathname;
  const named = prefixed ?? /^([a-z]+)\.twilio\.com(?::\d+)?$/.exec(hostHeader ?? "")?.[1];
  const api = APIS.find((one) => one === named);
  if (prefixed !== undefined && api === undefined) return null;
  if (path.startsWith("/2010-04-01/")) return (api ?? "api") === "api" ? readClassic(path) : null;
  const owner = BARE[path.split("/").slice(0, 3).join("/")];
  if (owner === undefined || (api !== undefined && api !== owner)) return null;
  const resource = path.split("/").slice(2).join("/");
  return { api: owner, path, resource, accountSid: null, media: null };
}

/** `/2010-04-01/Accounts/{AC}/...`; what has no such form is a resource that does not exist. */
function readClassic(path: string): Place {
  const [, accountSid, below = "", ending] =
    /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})(?:\/(.+?))?(?:\.(json|wav|mp3))?$/.exec(path) ?? [];
  const api = "api";
  if (accountSid === undefined) {
    const resource = path === "/2010-04-01/Accounts.json" ? "Accounts" : "?";
    return { api, path, resource, accountSid: null, media: null };
  }
  if (ending !== "json" && /^Recordings\/RE[0-9a-f]{32}$/.test(below)) {
    const media = ending === "mp3" || ending === "wav" ? ending : "bare";
    return { api, path, resource: below, accountSid, media };
  }
  return { api, path, resource: ending === "json" ? below : "?", accountSid, media: null };
}
