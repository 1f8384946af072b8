import { createEffect, createMemo, type JSX } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { SoundChoice } from "../../../phone/sound-choice.ts";
import { createMedia } from "../../../shared/ui/media.ts";
import { PanelDialog } from "../../../shared/ui/panel-dialog.tsx";
import "../../../styles/sound.css";
import { createDevices } from "./create-devices.ts";
import { MicrophoneChoice } from "./microphone-choice.tsx";
import { NoticeChoice } from "../notices/notice-choice.tsx";
import { OnTopChoice } from "../on-top/on-top-choice.tsx";
import { callIn } from "../phases.ts";
import { RingerChoice } from "./ringer-choice.tsx";
import { sounds as words } from "./words.ts";
import { SpeakerChoice } from "./speaker-choice.tsx";
import { TickChoice } from "./tick-choice.tsx";

/** Which devices the phone uses, each with a test; over the desk, so the phone stays usable beside it. */
export function SoundSettings(props: { onClose: () => void }): JSX.Element {
  const { state, sound } = usePhone();
  const { devices, read } = createDevices();
  const microphones = createMemo(() => devices()?.microphones ?? { all: [], standard: "" });
  const speakers = createMemo(() => devices()?.speakers ?? { all: [], standard: "" });
  const change = (part: Partial<SoundChoice>) => sound.choose({ ...sound.choice(), ...part });
  const isNarrow = createMedia("(max-width: 39.9375rem)");
  // There it covers the phone, and nothing may cover who calls.
  createEffect(() => {
    if (isNarrow() && callIn(state().call, "incoming")) props.onClose();
  });

  return (
    <PanelDialog title={words.title} close={words.close} onClose={() => props.onClose()}>
      <p class="dim sm">{words.kept}</p>
      <MicrophoneChoice
        list={microphones()}
        chosen={sound.choice().microphone}
        onChoose={(microphone) => change({ microphone })}
        // The names of devices come with the permission.
        onOpen={() => microphones().standard === "" && read()}
      />
      <SpeakerChoice
        list={speakers()}
        chosen={sound.choice().speaker}
        onChoose={(speaker) => change({ speaker })}
      />
      <RingerChoice
        list={speakers()}
        chosen={sound.choice().ringers}
        onChoose={(ringers) => change({ ringers })}
      />
      <NoticeChoice />
      <OnTopChoice />
      <TickChoice
        silent={sound.choice().silent}
        onChange={(silent) => change({ silent })}
      />
    </PanelDialog>
  );
}
