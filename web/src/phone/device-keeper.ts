// Keeps the one device of this phone and its token.
import { problemOf, type Result } from "../shared/problem.ts";
import type { PhoneServer } from "./server.ts";
import { isTokenTrouble } from "./voice-codes.ts";
import type { OpenDevice, VoiceCall, VoiceDevice } from "./voice.ts";

/** Between calls the token is renewed at this age, so that every call begins with a fresh one. */
const renewAfterMs = 15 * 60_000;
/** Twilio refuses a token soon after this; renew before any use. */
const expiresSoonMs = 150_000;
/** A token that is refused this young was refused for what it is: another one will not do better. */
const newTokenMs = 30_000;
/** A refusal that is older than this was asked for ahead of time, and may not hold any more. */
const refusalHoldsMs = 5_000;

export interface KeeperDeps {
  server: Pick<PhoneServer, "token" | "reportToken">;
  openDevice: OpenDevice;
  /** Fetches the voice SDK's code, for the device that will be made. */
  loadSdk: () => void;
  now: () => number;
  log: (line: string) => void;
  isBusy: () => boolean;
  onRegistered: () => void;
  onUnregistered: () => void;
  /** Twilio refused the token; `hopeless` when it was brand-new. */
  onTokenRefused: (hopeless: boolean) => void;
  onIncoming: (call: VoiceCall) => void;
}

export interface DeviceKeeper {
  isRegistered: () => boolean;
  /** Has fetched what a device is made of, ahead of `obtain`. */
  prepare: () => void;
  /** The device with a token that is good for a call; made when there is none. */
  obtain: () => Promise<Result<VoiceDevice>>;
  /** Gives the device a new token. */
  renew: () => Promise<Result<null>>;
  /** Renews a token that has got old, but not during a call: it can cost a second of sound. */
  renewInTime: () => void;
  /** Has the server told which key signed the device's token, where it does not know. */
  reportKey: () => void;
  /** Another API key signs from now on: the token is renewed as soon as there is no call. */
  keyChanged: (keySid: string) => void;
  /** The call that rang here as the page was reloaded, once. */
  rungBefore: () => VoiceCall | null;
  /** The person chose another microphone or speaker. */
  followSound: () => void;
  /** Ends the device: now, or when the call that it carries is over. */
  drop: () => void;
  /** It is wanted after all. */
  keep: () => void;
  /** A call is over: what waited for that is done now. */
  freed: () => void;
}

/** A token that was asked for before there is a device for it. */
interface Ahead {
  token: Promise<Result<string>>;
  /** It is answered, and that answer is too old to be used. */
  isSpent: () => boolean;
}

export function keepDevice(deps: KeeperDeps): DeviceKeeper {
  let device: VoiceDevice | null = null;
  let ahead: Ahead | null = null;
  let opening: Promise<Result<VoiceDevice>> | null = null;
  let renewing: Promise<Result<null>> | null = null;
  let tokenAt = 0;
  let tokenEndsAt = 0;
  let dropWhenFree = false;
  /** Which API key signed the token that the device holds, and which of them the server knows of. */
  let keySid = "";
  let reportedKeySid = "";
  let toldKeySid = "";
  let keyIsFormer = false;

  const isOld = () => keyIsFormer || deps.now() - tokenAt >= renewAfterMs;
  const endsSoon = () => tokenEndsAt - deps.now() < expiresSoonMs;

  async function fetchToken(): Promise<Result<string>> {
    const toldBefore = toldKeySid;
    const answer = await deps.server.token();
    if (!answer.ok) return answer;
    tokenAt = deps.now();
    tokenEndsAt = tokenAt + answer.value.ttl * 1000;
    keySid = answer.value.keySid;
    // A key that was made while we asked may have come too late for this token.
    keyIsFormer = toldKeySid !== toldBefore && toldKeySid !== keySid;
    deps.log("Token updated");
    return { ok: true, value: answer.value.token };
  }

  function askAhead(): Promise<Result<string>> {
    if (ahead?.isSpent() === false) return ahead.token;
    const asked: Ahead = { token: fetchToken(), isSpent: () => false };
    void asked.token.then(({ ok }) => {
      const at = deps.now();
      asked.isSpent = ok ? () => isOld() || endsSoon() : () => deps.now() - at > refusalHoldsMs;
      return ok;
    });
    ahead = asked;
    return asked.token;
  }

  function prepare(): void {
    if (device || opening) return;
    deps.loadSdk();
    void askAhead();
  }

  /** Nobody waits for it; what does not arrive is told with the next heartbeat. */
  async function report(): Promise<void> {
    if (!device || reportedKeySid === keySid) return;
    const sid = keySid;
    const answer = await deps.server.reportToken(sid);
    if (answer.ok) reportedKeySid = sid;
  }

  async function make(): Promise<Result<VoiceDevice>> {
    const asked = askAhead();
    ahead = null;
    const token = await asked;
    if (!token.ok) return token;
    let made: VoiceDevice | null = null;
    // A device that was dropped goes on telling for a moment.
    const ifCurrent = (run: () => void) => {
      if (made !== null && made === device) run();
    };
    try {
      made = await deps.openDevice(token.value, {
        registered: () => ifCurrent(deps.onRegistered),
        unregistered: () => ifCurrent(deps.onUnregistered),
        failed: (code) =>
          ifCurrent(() => {
            if (isTokenTrouble(code)) deps.onTokenRefused(deps.now() - tokenAt < newTokenMs);
          }),
        incoming: (call) => ifCurrent(() => deps.onIncoming(call)),
        // Timers of tokens that were replaced long ago fire too: only the time tells.
        tokenWillExpire: () =>
          ifCurrent(() => {
            if (!deps.isBusy() && endsSoon()) void renew();
          }),
      });
    } catch {
      // The SDK's code did not come through the network.
      return { ok: false, problem: problemOf("E-NETWORK") };
    }
    device = made;
    return { ok: true, value: made };
  }

  async function update(): Promise<Result<null>> {
    const token = await fetchToken();
    if (!token.ok) return token;
    device?.updateToken(token.value);
    void report();
    return { ok: true, value: null };
  }

  async function renew(): Promise<Result<null>> {
    renewing ??= update().finally(() => renewing = null);
    return await renewing;
  }

  async function obtain(): Promise<Result<VoiceDevice>> {
    if (!device) {
      opening ??= make().finally(() => opening = null);
      return await opening;
    }
    const held = device;
    if (isOld() || endsSoon()) {
      const renewed = await renew();
      if (!renewed.ok) return renewed;
    }
    return held === device ? { ok: true, value: held } : await obtain();
  }

  function drop(): void {
    ahead = null;
    dropWhenFree = deps.isBusy();
    if (dropWhenFree) return;
    const dropped = device;
    device = null;
    dropped?.destroy();
  }

  function renewInTime(): void {
    if (!device || deps.isBusy()) return;
    if (isOld()) void renew();
    else void report();
  }

  return {
    isRegistered: () => device?.isRegistered() ?? false,
    prepare,
    obtain,
    renew,
    renewInTime,
    reportKey: () => void report(),
    keyChanged(sid) {
      toldKeySid = sid;
      keyIsFormer = sid !== keySid;
      renewInTime();
    },
    rungBefore: () => device?.rungBefore() ?? null,
    followSound: () => device?.followSound(),
    drop,
    keep: () => void (dropWhenFree = false),
    freed() {
      if (dropWhenFree) drop();
      else renewInTime();
    },
  };
}
