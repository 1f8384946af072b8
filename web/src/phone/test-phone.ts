// A phone for tests: no browser, no network, and time that passes when it is told to.
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import type { PresenceStatus } from "../../../supabase/functions/_shared/contracts/presence.ts";
import type { SupervisorLeg } from "../../../supabase/functions/_shared/contracts/supervision.ts";
import type { Supervisors } from "../calls/supervisors.ts";
import type { Problem } from "../shared/problem.ts";
import { ticket } from "./fixtures.ts";
import type { MicrophoneProblem } from "./microphone.ts";
import { initialModel, viewOf } from "./model.ts";
import { openPhone } from "./phone-core.ts";
import type { Meters, Order, PhoneState, SuperviseOrder } from "./phone-state.ts";
import type { RecordedEvent } from "./server.ts";
import {
  type VoiceCall,
  type VoiceCallEvents,
  type VoiceDeviceEvents,
  VoiceFailure,
} from "./voice.ts";

/** The voice SDK's call, played by the test through `tell`. */
export class FakeVoice implements VoiceCall {
  tell: Partial<VoiceCallEvents> = {};
  accepts = 0;
  rejected = false;
  hungUp = false;
  mutes: boolean[] = [];
  digits: string[] = [];
  readonly from: string;
  readonly parameters: ReadonlyMap<string, string>;
  constructor(from: string, parameters: Record<string, string>) {
    this.from = from;
    this.parameters = new Map(Object.entries(parameters));
  }
  get accepted() {
    return this.accepts > 0;
  }
  sid = () => null;
  listen = (events: Partial<VoiceCallEvents>) => void (this.tell = events);
  accept = () => void this.accepts++;
  /** The line on which it was answered beside another call. */
  beside: FakeVoice | null = null;
  besides = 0;
  acceptBeside = () => {
    this.besides++;
    this.beside = new FakeVoice(this.from, Object.fromEntries(this.parameters));
    return Promise.resolve(this.beside);
  };
  reject = () => void (this.rejected = true);
  hangUp = () => void (this.hungUp = true);
  mute = (muted: boolean) => void this.mutes.push(muted);
  sendDigits = (digits: string) => void this.digits.push(digits);
}

class FakeDevice {
  tokens: string[];
  connects: Record<string, string>[] = [];
  registrations = 0;
  registered = false;
  destroyed = false;
  /** How often it was told that the person chose another microphone or speaker. */
  follows = 0;
  readonly events: VoiceDeviceEvents;
  constructor(token: string, events: VoiceDeviceEvents) {
    this.tokens = [token];
    this.events = events;
  }
  loseRegistration() {
    this.registered = false;
    this.events.unregistered();
  }
  regainRegistration() {
    this.registered = true;
    this.events.registered();
  }
}

interface Timer {
  at: number;
  run: () => void;
}

/** What a test may set and look at. */
export function openTestPhone() {
  let now = 1_000_000;
  let timers: Timer[] = [];
  let onBeat: (() => void) | null = null;
  let onWake = () => {};
  let network = { lost: () => {}, back: () => {} };
  let onRow: (row: Call) => void = () => {};
  let onLegs: (legs: Supervisors) => void = () => {};
  let onKey: (keySid: string) => void = () => {};
  let tab = { onHeld: () => {}, onElsewhere: () => {} };
  let onGesture: (() => void) | null = null;
  let chosenAt = 0;
  let voice: FakeVoice | null = null;

  const fake = {
    history: [viewOf(initialModel)],
    meters: Array<Meters>(),
    lines: Array<string>(),
    /** What the server was told to be chosen, one after the other. */
    choices: Array<PresenceStatus>(),
    beats: 0,
    /** What is chosen for the seat, as the server knows it. */
    chosen: "offline" as PresenceStatus,
    /** Another tab of this browser is the phone already. */
    otherTab: false,
    /** The browser lets the page ring without a click. */
    maySound: true,
    keyReports: Array<string>(),
    keySid: `SK${"1".repeat(32)}`,
    records: Array<{ callId: number; events: RecordedEvent[] }>(),
    commands: Array<{ callId: number; press: string; order: Order | SuperviseOrder }>(),
    commandProblem: null as Problem | null,
    /** The server does not answer a command. */
    commandHangs: false,
    outbounds: Array<[string, string]>(),
    devices: Array<FakeDevice>(),
    tokens: 0,
    sdkLoads: 0,
    /** Whether the rows of this agent's calls are followed. */
    follows: false,
    ringing: false,
    /** What rang here as the page was reloaded. */
    rungBefore: null as FakeVoice | null,
    rows: Array<Call>(),
    others: 0,
    noSuchNumber: false,
    tokenProblem: null as Problem | null,
    outboundProblem: null as Problem | null,
    presenceProblem: null as Problem | null,
    registerFailure: null as number | "timeout" | null,
    connectFailure: null as number | "timeout" | null,
    microphone: {
      asks: false,
      problem: null as MicrophoneProblem | null,
      /** When the person has answered for it. */
      answered: Promise.resolve(),
      opened: 0,
      dropped: 0,
      level: 0,
      openMeters: 0,
    },
  };

  function choose(status: PresenceStatus): void {
    // Each choice is later than the one before.
    if (status !== fake.chosen) chosenAt = ++now;
    fake.chosen = status;
  }
  const choice = () => ({ status: fake.chosen, changedAt: chosenAt });

  const core = openPhone({
    myAgentId: 7,
    lineName: (number) => number === "+493023125610" ? "Sales Berlin" : null,
    server: {
      token() {
        fake.tokens++;
        if (fake.tokenProblem) {
          return Promise.resolve({ ok: false, problem: fake.tokenProblem });
        }
        const value = {
          token: `token ${fake.tokens}`,
          identity: "priya",
          keySid: fake.keySid,
          ttl: 3600,
          expiresAt: "2026-11-25T11:00:00Z",
        };
        return Promise.resolve({ ok: true, value });
      },
      outbound(to, from) {
        fake.outbounds.push([to, from]);
        if (fake.outboundProblem) {
          return Promise.resolve({ ok: false, problem: fake.outboundProblem });
        }
        const value = {
          callId: ticket,
          expiresAt: "2026-11-25T11:00:00Z",
          connect: { CallId: ticket },
        };
        return Promise.resolve({ ok: true, value });
      },
      choosePresence(status) {
        if (fake.presenceProblem) {
          return Promise.resolve({ ok: false, problem: fake.presenceProblem });
        }
        fake.choices.push(status);
        choose(status);
        return Promise.resolve({ ok: true, value: choice() });
      },
      beat() {
        if (fake.presenceProblem) {
          return Promise.resolve({ ok: false, problem: fake.presenceProblem });
        }
        fake.beats++;
        return Promise.resolve({ ok: true, value: choice() });
      },
      reportToken(keySid) {
        if (fake.presenceProblem) {
          return Promise.resolve({ ok: false, problem: fake.presenceProblem });
        }
        fake.keyReports.push(keySid);
        return Promise.resolve({ ok: true, value: null });
      },
      recordEvents(callId, events) {
        fake.records.push({ callId, events });
        return Promise.resolve();
      },
      command(callId, press, order) {
        fake.commands.push({ callId, press, order });
        if (fake.commandHangs) return new Promise(() => {});
        return Promise.resolve(
          fake.commandProblem
            ? { ok: false, problem: fake.commandProblem }
            : { ok: true, value: null },
        );
      },
      readCall: (by) =>
        Promise.resolve(
          fake.rows.find((row) => "id" in by ? row.id === by.id : row.ticket === by.ticket) ??
            null,
        ),
      countOthers: () => Promise.resolve(fake.others),
      isNoSuchNumber: () => Promise.resolve(fake.noSuchNumber),
    },
    loadSdk: () => void fake.sdkLoads++,
    openDevice(token, events) {
      const device = new FakeDevice(token, events);
      fake.devices.push(device);
      return Promise.resolve({
        async register() {
          if (device.registered) return;
          device.registrations++;
          await Promise.resolve();
          if (fake.registerFailure !== null) {
            throw new VoiceFailure("register", fake.registerFailure);
          }
          device.regainRegistration();
        },
        isRegistered: () => device.registered,
        async connect(params) {
          device.connects.push(params);
          await Promise.resolve();
          if (fake.connectFailure !== null) {
            throw new VoiceFailure("connect", fake.connectFailure);
          }
          voice = new FakeVoice("", {});
          return voice;
        },
        rungBefore() {
          const call = fake.rungBefore;
          fake.rungBefore = null;
          return call;
        },
        updateToken: (next) => void device.tokens.push(next),
        followSound: () => void device.follows++,
        destroy: () => void (device.destroyed = true),
      });
    },
    microphone: {
      willAsk: () => Promise.resolve(fake.microphone.asks),
      async check() {
        await fake.microphone.answered;
        const { problem } = fake.microphone;
        return problem ? { problem } : { label: "Jabra Evolve2 65" };
      },
      open() {
        fake.microphone.opened++;
        return Promise.resolve(fake.microphone.problem);
      },
      take: () => Promise.reject(new Error("Cannot take: the fake device needs no microphone")),
      listenIn() {
        fake.microphone.openMeters++;
        return {
          level: () => fake.microphone.level,
          close: () => void fake.microphone.openMeters--,
        };
      },
      drop: () => void fake.microphone.dropped++,
    },
    ringtone: {
      start: () => void (fake.ringing = true),
      stop: () => void (fake.ringing = false),
    },
    startHeartbeat(beat) {
      onBeat = beat;
      return () => void (onBeat = null);
    },
    takePhone(asking) {
      tab = asking;
      (fake.otherTab ? tab.onElsewhere : tab.onHeld)();
      return () => void (tab = { onHeld: () => {}, onElsewhere: () => {} });
    },
    maySound: () => Promise.resolve(fake.maySound),
    onGesture(run) {
      onGesture = run;
      return () => void (onGesture = null);
    },
    followCalls(row) {
      onRow = row;
      fake.follows = true;
      return () => {
        onRow = () => {};
        fake.follows = false;
      };
    },
    loadSupervisors: () =>
      Promise.resolve((legs) => {
        onLegs = legs;
        return () => void (onLegs = () => {});
      }),
    followKey(key) {
      onKey = key;
      return () => void (onKey = () => {});
    },
    onWake(run) {
      onWake = run;
      return () => void (onWake = () => {});
    },
    onNetwork(told) {
      network = told;
      return () => void (network = { lost: () => {}, back: () => {} });
    },
    now: () => now,
    newKey: (() => {
      let keys = 0;
      return () => `key ${++keys}`;
    })(),
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    log: (line) => void fake.lines.push(line),
    onState: (state) => void fake.history.push(state),
    onMeters: (meters) => void fake.meters.push(meters),
  });

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const lastVoice = () => {
    if (!voice) throw new Error("Cannot play the call: there is none");
    return voice;
  };
  const dial = () => {
    core.actions.placeCall("+442079460142", "+493023125610");
    return settle();
  };

  return Object.assign(fake, {
    core,
    state: (): PhoneState => fake.history.at(-1) ?? viewOf(initialModel),
    /** The SDK's latest call. */
    voice: lastVoice,
    /** Lets everything that waits for an answer go on. */
    settle,
    pass(ms: number) {
      now += ms;
    },
    /** Time passes, and the timers that are due run. */
    async wait(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.run();
        await settle();
      }
      now = until;
    },
    async beat(ms = 10_000) {
      now += ms;
      onBeat?.();
      await settle();
    },
    async wake() {
      onWake();
      await settle();
    },
    loseNetwork: () => network.lost(),
    regainNetwork: () => network.back(),
    /** Another tab of this browser becomes the phone, or lets go of it. */
    async loseToOtherTab() {
      tab.onElsewhere();
      await settle();
    },
    async otherTabCloses() {
      tab.onHeld();
      await settle();
    },
    /** The person clicks somewhere on the page. */
    async click() {
      onGesture?.();
      await settle();
    },
    /** Chosen in another browser, and the broadcast is lost. */
    chooseUnheard: (status: PresenceStatus) => choose(status),
    /** Chosen in another browser, and broadcast. */
    async chooseElsewhere(status: PresenceStatus) {
      choose(status);
      core.learnChoice(choice());
      await settle();
    },
    broadcast: (row: Call) => onRow(row),
    /** Who supervises now. */
    tellSupervisors: (...legs: SupervisorLeg[]) =>
      onLegs(new Map(legs.map((leg) => [leg.id, leg]))),
    /** Another API key signs from now on, and the dialers are told. */
    async rotateKey(keySid: string) {
      fake.keySid = keySid;
      onKey(keySid);
      await settle();
    },
    async goOnline() {
      core.actions.goOnline();
      await settle();
    },
    async switchSeat(active: boolean) {
      core.setSeatActive(active);
      await settle();
    },
    dial,
    async talk() {
      await dial();
      lastVoice().tell.opened?.();
    },
    ring(
      call: { from?: string; parameters?: Record<string, string> } = {},
    ) {
      const { from = "+442079460142", parameters = { CallId: "41" } } = call;
      voice = new FakeVoice(from, parameters);
      fake.devices.at(-1)?.events.incoming(voice);
      return voice;
    },
  });
}
