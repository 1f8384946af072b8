// The outside product as a test drives it: the simulator's control routes.

export interface SimulatedCall {
  sid: string;
  parentSid: string | null;
  from: string;
  to: string;
  status: string;
  endedBy: string | null;
  legs: string[];
  heard: { tones: number[]; level: number };
}

export interface SimulatedWebhook {
  n: number;
  url: string;
  form: Record<string, string>;
  signature: string;
  status: number;
  answer: string;
}

/** A client of `/_control` of the simulator at `url`. */
export function simulator(url: string) {
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`Cannot ${method} /_control${path}: ${response.status} ${text}`);
    }
    return text === "" ? null : JSON.parse(text);
  };
  return {
    calls: (query = ""): Promise<SimulatedCall[]> => send("GET", `/calls${query}`),
    /** Where the API's requests and answers were not as Twilio describes them. */
    openapi: (): Promise<{ mismatches: unknown[] }> => send("GET", "/openapi"),
    call: (sid: string): Promise<SimulatedCall> => send("GET", `/calls/${sid}`),
    /** A telephone of the outside world calls `to`. */
    dial: (
      call: { from: string; to: string; speak?: { tone: number } },
    ): Promise<{ sid: string }> => send("POST", "/calls", call),
    act: (sid: string, command: { do: string; value?: string | number }) =>
      send("POST", `/calls/${sid}`, command),
    changeAccount: (sid: string, change: Record<string, unknown>) =>
      send("PATCH", `/accounts/${sid}`, change),
    /** An account that no workspace has yet, as the simulator's configuration writes it. */
    addAccount: (account: Record<string, unknown>) => send("POST", "/accounts", account),
    telephone: (number: string, behaviour: Record<string, unknown>) =>
      send("PUT", `/numbers/${encodeURIComponent(number)}`, behaviour),
    webhooks: (query = ""): Promise<SimulatedWebhook[]> => send("GET", `/webhooks${query}`),
    repeat: (n: number) => send("POST", `/webhooks/${n}/repeat`),
    /** Lets the simulator's time pass. */
    advanceClock: (advanceMs: number) => send("POST", "/clock", { advanceMs }),
    faults: (faults: unknown) => send("PUT", "/faults", faults),
  };
}

export type Simulator = ReturnType<typeof simulator>;
