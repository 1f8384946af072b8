import * as v from "valibot";
import { randomNumber, randomSid } from "./people.ts";
import { stack } from "./stack.ts";

const SettingsSchema = v.object({
  sid: v.string(),
  phone_number: v.string(),
  voice_url: v.nullable(v.string()),
  status_callback: v.nullable(v.string()),
  voice_application_sid: v.nullable(v.string()),
});

/** An account at the simulator that no workspace has, with two numbers that a web address answers. */
export async function createTwilioAccount(
  kind: {
    type?: "Full" | "Trial" | undefined;
    status?: "active" | "suspended";
    ownerSid?: string;
  } = {},
) {
  const accountSid = randomSid("AC");
  const authToken = randomSid("AC").slice(2);
  const numbers = [randomNumber(), randomNumber()].map((phoneNumber) => ({
    phoneNumber,
    friendlyName: "Old line",
    voiceUrl: "https://old.example.com/twiml",
  }));
  const response = await fetch(`${stack.twilioUrl}/_control/accounts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      sid: accountSid,
      authToken,
      friendlyName: "New customer",
      numbers,
      ...kind,
    }),
  });
  if (response.status !== 201) throw new Error(await response.text());
  await response.body?.cancel();

  /** The token that Twilio takes now. */
  let token = authToken;
  const authorization = () => `Basic ${btoa(`${accountSid}:${token}`)}`;

  /** What Twilio's API answers to the account itself. */
  const ask = async (method: string, resource: string, form: Record<string, string> = {}) => {
    const answer = await fetch(
      `${stack.twilioUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
      {
        method,
        headers: { authorization: authorization() },
        ...(method === "POST" ? { body: new URLSearchParams(form) } : {}),
      },
    );
    const body: unknown = answer.status === 204 ? null : await answer.json();
    return body;
  };
  const list = async <S extends v.GenericSchema>(resource: string, key: string, item: S) =>
    v.parse(v.object({ [key]: v.array(item) }), await ask("GET", resource))[key] ?? [];

  /** Hands in documents for a country's numbers, which Twilio approves; returns the bundle's SID. */
  const approveBundle = async (form: Record<string, string>) => {
    const answer = await fetch(
      `${stack.twilioUrl}/numbers.twilio.com/v2/RegulatoryCompliance/Bundles`,
      {
        method: "POST",
        headers: { authorization: authorization() },
        body: new URLSearchParams({ Email: "office@new.example", ...form }),
      },
    );
    const { sid } = v.parse(v.object({ sid: v.string() }), await answer.json());
    const patched = await fetch(`${stack.twilioUrl}/_control/accounts/${accountSid}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ bundles: { [sid]: "twilio-approved" } }),
    });
    if (patched.status !== 200) throw new Error(await patched.text());
    await patched.body?.cancel();
    return sid;
  };

  /** In which region Twilio handles the number's calls. */
  const setRegion = async (number: string, region: string) => {
    const answer = await fetch(`${stack.twilioUrl}/routes.twilio.com/v2/PhoneNumbers/${number}`, {
      method: "POST",
      headers: { authorization: authorization() },
      body: new URLSearchParams({ VoiceRegion: region }),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    await answer.body?.cancel();
  };

  /** Makes the account's secondary token, or promotes it: then Twilio refuses the former one. Returns it. */
  const changeToken = async (action: "Secondary" | "Promote"): Promise<string> => {
    const answer = await fetch(`${stack.twilioUrl}/accounts.twilio.com/v1/AuthTokens/${action}`, {
      method: "POST",
      headers: { authorization: authorization() },
    });
    const key = action === "Secondary" ? "secondary_auth_token" : "auth_token";
    const made = v.parse(v.object({ [key]: v.string() }), await answer.json())[key] ?? "";
    if (action === "Promote") token = made;
    return made;
  };

  return {
    accountSid,
    authToken,
    setRegion,
    changeToken,
    ask,
    approveBundle,
    keys: () => list("Keys", "keys", v.object({ sid: v.string(), friendly_name: v.string() })),
    apps: () => list("Applications", "applications", v.looseObject({ sid: v.string() })),
    /** Has Twilio handle a number's calls in another region. */
    async route(number: string, voiceRegion: string): Promise<void> {
      const path = `routes.twilio.com/v2/PhoneNumbers/${encodeURIComponent(number)}`;
      const answer = await fetch(`${stack.twilioUrl}/${path}`, {
        method: "POST",
        headers: { authorization: authorization() },
        body: new URLSearchParams({ VoiceRegion: voiceRegion, FriendlyName: "" }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.body?.cancel();
    },
    numbers: () => list("IncomingPhoneNumbers", "incoming_phone_numbers", SettingsSchema),
  };
}

/**
 * Has Twilio refuse the next request of this kind as it does when it is out of order, or do it and lose the answer.
 * @param request its path by the last parts; `*` stands for one
 */
export async function planFault(
  { do: what = "refuse", ...request }: { method: string; path: string; do?: "refuse" | "lose" },
): Promise<void> {
  const fault = what === "refuse"
    ? { ...request, status: 503, code: 20503 }
    : { ...request, do: what };
  const response = await fetch(`${stack.twilioUrl}/_control/faults`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ rest: [fault] }),
  });
  if (response.status !== 200) throw new Error(await response.text());
  await response.body?.cancel();
}

/** Makes another kind of account of it, or has it break; as `PATCH /_control/accounts` takes it. */
export async function changeAccount(accountSid: string, change: unknown): Promise<void> {
  const response = await fetch(`${stack.twilioUrl}/_control/accounts/${accountSid}`, {
    method: "PATCH",
    body: JSON.stringify(change),
  });
  if (response.status !== 200) throw new Error(await response.text());
  await response.body?.cancel();
}
