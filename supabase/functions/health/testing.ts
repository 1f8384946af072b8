// A connected workspace in which all is well, for the tests of the checks.
import type { HealthGrant } from "../_shared/data/health.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { appSettings } from "../_shared/twilio/app_settings.ts";
import type { IncomingNumber } from "../_shared/twilio/incoming_numbers.ts";
import type { Bench, HealthTwilio, OwnFunctions } from "./collaborators.ts";

export const publicUrl = "https://calls.example.com/functions/v1";
export const sid = (kind: string, digit: string) => kind + digit.repeat(32);
export const now = new Date("2026-11-25T12:00:00Z");
/** So many hours ago, as the database writes it. */
export const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

export const appSid = sid("AP", "1");
export const berlin = "+493023125610";
export const london = "+442079460142";

export const here = {
  voice_url: null,
  voice_method: "POST",
  voice_fallback_url: null,
  voice_fallback_method: "POST",
  status_callback: `${publicUrl}/status`,
  status_callback_method: "POST",
  voice_application_sid: appSid,
  trunk_sid: null,
} as const;

export function numberOf(
  number: string,
  { settings, emergency = "registered" }: Partial<IncomingNumber> = {},
): IncomingNumber {
  return {
    sid: sid("PN", number.at(-1) ?? "0"),
    number,
    friendlyName: "",
    hasVoice: true,
    emergency,
    settings: { ...here, ...settings },
  };
}

export const wrongToken = () =>
  Promise.reject(
    new Failure("E-CREDENTIALS", { twilioCode: 20003, twilioMessage: "Authenticate" }),
  );

/** Whatever a test overrides is used instead. */
export function makeBench(
  { stored = {}, facts = {}, twilio = {}, own, url = publicUrl }: {
    stored?: Partial<HealthGrant>;
    facts?: Partial<HealthGrant["facts"]>;
    twilio?: Partial<HealthTwilio>;
    own?: OwnFunctions["post"];
    url?: string;
  } = {},
): Bench {
  const line = { since: ago(2000), last_at: ago(1), ring: 1, given: 2 };
  return {
    publicUrl: url,
    twilioApiUrl: "https://api.twilio.com",
    now,
    stored: {
      ok: true,
      account_sid: sid("AC", "7"),
      auth_token: "token",
      next_auth_token: null,
      app_sid: appSid,
      api_key_sid: sid("SK", "1"),
      api_key_secret: "secret",
      ...stored,
      facts: {
        home: "DE",
        allowed: ["GB", "DE"],
        numbers: [{ number: berlin, ...line }, { number: london, ...line }],
        called: ["+4930901820"],
        genuine_at: ago(1),
        refused: 0,
        last_refused_at: null,
        requests: 12,
        broken: 0,
        calls: 40,
        closed: 0,
        undeleted: { count: 0, since: null, code: null },
        ...facts,
      },
    },
    twilio: {
      credentials: () => Promise.resolve({ accountSid: sid("AC", "7"), authToken: "token" }),
      account: () =>
        Promise.resolve({
          sid: sid("AC", "7"),
          name: "Nordlicht",
          isActive: true,
          isTrial: false,
          isSubaccount: false,
        }),
      tryKey: () => Promise.resolve(),
      apps: () =>
        Promise.resolve([
          { sid: appSid, friendlyName: "Softphone-7", settings: appSettings(publicUrl) },
        ]),
      numbers: () => Promise.resolve([numberOf(berlin), numberOf(london)]),
      region: () => Promise.resolve("us1"),
      verifiedNumbers: () => Promise.resolve([]),
      openCountries: () => Promise.resolve(new Set(["DE", "GB", "US"])),
      profile: () => Promise.resolve("business"),
      callsIn: () => Promise.resolve([]),
      alerts: () => Promise.resolve([]),
      recordingsOpen: () => Promise.resolve(false),
      ...twilio,
    },
    own: {
      post: own ??
        ((path, _form, signature) => Promise.resolve({ status: answerOf(path, signature), ms: 8 })),
    },
  };
}

/** The signature of the stored token over the check's own request. */
export const rightSignature = "FiUczJpopxutfKnkN/36o0cJ474=";

function answerOf(path: string, signature: string | undefined): number {
  if (path === "/fallback") return 200;
  return signature === rightSignature ? 204 : 403;
}
