// The Voice SDK's side of the simulator: who is registered, and which calls run over which socket.

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Clock, Timer } from "../clock.ts";
import {
  ANONYMOUS,
  type CallOrigin,
  type Clients,
  type Device,
  type VerifiedToken,
} from "../calls/party.ts";
import type { Log } from "../log.ts";
import { CalledLeg } from "./called-leg.ts";
import { CallingLeg } from "./calling-leg.ts";
import { edgeOf } from "./edge.ts";
import { handleSdkHttp } from "./http.ts";
import type { Leg } from "./leg.ts";
import { type CallMessage, Session, type SessionHost } from "./session.ts";
import { USER_DEFINED } from "./protocol.ts";
import { type FindApiKey, verifyAccessToken } from "./token.ts";

export interface Signalling {
  readonly clients: Clients;
  /** Takes sockets under `/signal`; false: not ours. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Serves what the SDK and its shim ask over HTTP; false: not ours. */
  handleHttp(request: IncomingMessage, response: ServerResponse): boolean;
  /** Devices that would ring, as `<AccountSid>/<identity>`, one entry a device. */
  registered(): string[];
  /** Ends every call and socket. */
  close(): void;
}

export interface SignallingOptions {
  findApiKey: FindApiKey;
  origin: CallOrigin;
  /** The time of browsers: heartbeats and tokens. */
  clock: Clock;
  /** The time that calls follow: how long one outlives its browser's socket. Default: the same. */
  callClock?: Clock;
  log: Log;
  /** Makes reconnect tokens. */
  newToken?: () => string;
}

const NOT_FOUND = { code: 31404, message: "Call does not exist" };
const DECLINED = { code: 31002, message: "Connection declined: the token may not place calls" };
const WRONG_MESSAGE = { code: 31210, message: "Call Message Event Type is invalid." };
const MAX_MESSAGE_BYTES = 256 * 1024;

export function createSignalling(options: SignallingOptions): Signalling {
  const { findApiKey, origin, clock, callClock = clock, log } = options;
  const newToken = options.newToken ?? (() => randomBytes(16).toString("hex"));
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const sessions = new Set<Session>();
  const devices = new Map<string, Set<Device>>();
  /** Takes a session's device away again. */
  const leave = new Map<Session, () => void>();
  /** Running legs, and whose they are. */
  const legs = new Map<Leg, string>();
  /** Legs whose socket is lost, until they are given up. */
  const lost = new Map<Leg, Timer>();

  const owner = (accountSid: string, identity: string) => `${accountSid}/${identity}`;

  const verify = (token: string) => verifyAccessToken(token, findApiKey, clock.now());

  const register = (accountSid: string, identity: string, device: Device) => {
    const key = owner(accountSid, identity);
    const group = devices.get(key) ?? new Set();
    devices.set(key, group.add(device));
    return () => {
      group.delete(device);
      if (group.size === 0 && devices.get(key) === group) devices.delete(key);
    };
  };

  const legOptions = (session: Session) => ({
    wire: session,
    reconnectToken: newToken(),
    log,
    onOver: (leg: Leg) => {
      legs.delete(leg);
      lost.get(leg)?.cancel();
      lost.delete(leg);
    },
  });

  const ringDevice = (session: Session): Device => ({
    ring(call) {
      const key = owner(call.accountSid, call.identity);
      const leg = new CalledLeg(call, legOptions(session));
      legs.set(leg, key);
      return leg;
    },
  });

  const find = (token: VerifiedToken, callsid: string) => {
    const key = owner(token.accountSid, token.identity ?? ANONYMOUS);
    return [...legs].filter(([leg, of]) => of === key && leg.is(callsid)).map(([leg]) => leg);
  };

  const place = (
    session: Session,
    token: VerifiedToken,
    { callsid, sdp, params }: { callsid: string; sdp: string; params: string },
  ) => {
    if (token.appSid === null) return session.send("hangup", { callsid, error: DECLINED });
    const { accountSid, appSid } = token;
    const identity = token.identity ?? ANONYMOUS;
    const key = owner(accountSid, identity);
    const leg = new CallingLeg({ ...legOptions(session), identity, callsid, sdp });
    legs.set(leg, key);
    const placed = origin.clientCalls({
      accountSid,
      appSid,
      identity,
      params: Object.fromEntries(new URLSearchParams(params)),
      party: leg,
    });
    if ("error" in placed) leg.end(placed.error);
    else leg.named(placed.callSid);
  };

  const reconnect = (
    session: Session,
    token: VerifiedToken,
    { callsid, sdp, secret }: { callsid: string; sdp: string; secret: string },
  ) => {
    const leg = find(token, callsid).find((one) => one.reconnectToken === secret);
    if (leg === undefined) return session.send("hangup", { callsid, error: NOT_FOUND });
    lost.get(leg)?.cancel();
    lost.delete(leg);
    leg.reconnect(session, sdp);
  };

  /**
   * The leg of this socket. A page that lost its socket while a call rang says nothing when it is back, until the person
   * answers or declines: then the leg whose socket is lost is its own.
   */
  const ownLeg = (session: Session, named: Leg[]): Leg | undefined => {
    const own = named.find((one) => one.wire === session);
    if (own !== undefined) return own;
    const back = named.find((one) => lost.has(one));
    if (back === undefined) return undefined;
    lost.get(back)?.cancel();
    lost.delete(back);
    back.rewire(session);
    return back;
  };

  const onCall = (session: Session, token: VerifiedToken, message: CallMessage) => {
    const { payload } = message;
    if (message.type === "invite") {
      const { callsid, sdp, reconnect: secret, twilio } = message.payload;
      if (secret !== undefined) return reconnect(session, token, { callsid, sdp, secret });
      return place(session, token, { callsid, sdp, params: twilio.params });
    }
    const leg = ownLeg(session, find(token, payload.callsid));
    // A message that crossed the end of its call.
    if (leg === undefined) return;
    switch (message.type) {
      case "answer":
        if (leg instanceof CalledLeg) leg.answer(message.payload.sdp);
        return;
      case "reject":
        if (leg instanceof CalledLeg) leg.reject();
        return;
      case "hangup":
        return leg.hungUp();
      case "reinvite":
        return leg.reinvite(message.payload.sdp);
      case "dtmf":
        return leg.pressed(message.payload.dtmf);
      case "message": {
        const { callsid, voiceeventsid, messagetype, content, contenttype } = message.payload;
        if (messagetype !== USER_DEFINED) {
          return session.send("error", { error: WRONG_MESSAGE, callsid, voiceeventsid });
        }
        leg.messaged({ sid: voiceeventsid, content, contentType: contenttype });
        return session.send("ack", { acktype: "message", callsid, voiceeventsid });
      }
    }
  };

  const host: SessionHost = {
    verify,
    registered(session, on) {
      const leaving = leave.get(session);
      const { accountSid, identity } = session.token ?? { accountSid: "", identity: null };
      if (on && identity !== null) {
        if (leaving !== undefined) return;
        leave.set(session, register(accountSid, identity, ringDevice(session)));
        log("client registered", { identity });
      } else if (leaving !== undefined) {
        leaving();
        leave.delete(session);
      }
    },
    moved(session) {
      if (!leave.has(session)) return;
      host.registered(session, false);
      host.registered(session, session.token?.incomingAllowed === true);
    },
    call: onCall,
    closed(session) {
      sessions.delete(session);
      host.registered(session, false);
      for (const leg of legs.keys()) {
        if (leg.wire !== session) continue;
        lost.set(leg, callClock.after(session.reconnectMs, () => leg.abandoned()));
      }
      log("client gone", { identity: session.token?.identity ?? null });
    },
  };

  return {
    clients: {
      ring(call) {
        const group = devices.get(owner(call.accountSid, call.identity)) ?? [];
        return [...group].map((device) => device.ring(call));
      },
      register,
      verify,
    },
    handleUpgrade(request, socket, head) {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://simulator");
      if (pathname !== "/signal" && !pathname.startsWith("/signal/")) return false;
      // Twilio's own name where a resolver leads it here; the shim hands it on, since it changes the address.
      const place = edgeOf(searchParams.get("twilio-host") ?? request.headers.host ?? "");
      server.handleUpgrade(request, socket, head, (webSocket) => {
        sessions.add(new Session(webSocket, { host, clock, log, place }));
      });
      return true;
    },
    handleHttp: handleSdkHttp,
    registered: () => [...devices].flatMap(([key, group]) => [...group].map(() => key)),
    close() {
      for (const leg of legs.keys()) leg.end();
      for (const session of sessions) session.close();
      for (const timer of lost.values()) timer.cancel();
      server.close();
    },
  };
}
