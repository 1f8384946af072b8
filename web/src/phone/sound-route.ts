/** The part of the SDK's `device.audio` that this needs. */
export interface SoundPorts {
  readonly availableInputDevices: ReadonlyMap<string, unknown>;
  readonly availableOutputDevices: ReadonlyMap<string, unknown>;
  readonly speakerDevices: {
    get: () => ReadonlySet<{ deviceId: string }>;
    set: (id: string) => Promise<unknown>;
  };
  setInputDevice: (id: string) => Promise<unknown>;
  unsetInputDevice: () => Promise<unknown>;
}

/** The devices that the person chose, by id; "" is the system's own. */
export interface ChosenIds {
  microphone: string;
  speaker: string;
}

export interface SoundRoute {
  /** To be called as a call begins, before the SDK opens the microphone. */
  begin: () => void;
  /** The person chose another device, or one came or went. */
  follow: () => void;
  /** The call is over: lets go of the microphone. */
  end: () => void;
}

/**
 * Has the SDK use the devices that the person chose, as far as they are plugged in. The microphone is named to it only
 * when it changes during a call: the SDK keeps what was named to it open. Whatever it then asks the browser for, the
 * phone's own `Microphone` opens the chosen one.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliovoiceaudiohelper
 */
export function routeSound(
  ports: SoundPorts,
  isInCall: () => boolean,
  chosen: () => ChosenIds,
): SoundRoute {
  /** The microphone of the running call; "" is the system's own. */
  let microphone = "";
  /** One change after the other, or the earlier could come out on top. */
  let changing: Promise<unknown> = Promise.resolve();
  const change = (run: () => Promise<unknown>) => {
    changing = changing.then(run).catch(() => {});
  };
  const wanted = () => {
    const { microphone: id } = chosen();
    return ports.availableInputDevices.has(id) ? id : "";
  };

  function followSpeaker(): void {
    const { speaker } = chosen();
    const outputs = ports.availableOutputDevices;
    const id = outputs.has(speaker) ? speaker : firstOf(outputs);
    const [now] = ports.speakerDevices.get();
    // Rejects where the browser can't choose; then the system does.
    if (id !== undefined && id !== now?.deviceId) ports.speakerDevices.set(id).catch(() => {});
  }

  function follow(): void {
    followSpeaker();
    const id = wanted();
    if (!isInCall() || id === microphone) return;
    microphone = id;
    const named = id === "" ? firstOf(ports.availableInputDevices) : id;
    if (named !== undefined) change(() => ports.setInputDevice(named));
  }

  return {
    begin() {
      microphone = wanted();
      followSpeaker();
    },
    follow,
    end: () => change(() => ports.unsetInputDevice()),
  };
}

/** Browsers list the system's own device first. https://www.w3.org/TR/mediacapture-streams/#access-control-model */
function firstOf(devices: ReadonlyMap<string, unknown>): string | undefined {
  const [first] = devices.keys();
  return first;
}
