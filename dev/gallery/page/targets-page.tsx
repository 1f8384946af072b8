import { createSignal, type JSX, Show } from "solid-js";
import { CallKeys } from "../../../web/src/features/phone/keys/call-keys.tsx";
import { HangUp } from "../../../web/src/features/phone/keys/hang-up.tsx";
import { TargetPicker } from "../../../web/src/features/phone/targets/target-picker.tsx";
import { Announcer } from "../../../web/src/shared/ui/announce.tsx";
import { timerText } from "../../../web/src/shared/ui/duration.ts";
import "../../../web/src/styles/app.css";

const asked = new URLSearchParams(location.search).get("purpose");
const purpose = asked === "add" || asked === "send-on" ? asked : "transfer";

/** The picker of targets as it stands in a call, between lamp and keys. */
export function TargetsPage(): JSX.Element {
  const [open, setOpen] = createSignal(true);
  const note = (deed: string) => (target: object, word: string) =>
    window.gallery.asked.push(`${deed} ${JSON.stringify(target)} ${word}`.trim());
  return (
    <>
      <Announcer />
      <div class="app" data-tab="phone" data-call="yes">
        <main class="phone" aria-label="Phone">
          <h1 class="vh">Phone</h1>
          <div class="ph-main">
            <div class="lamp live mini">
              <div class="row">
                <div class="grow">
                  <div class="l-name">Ingrid Sørensen-Achterberg</div>
                  <div class="xs">On call · Ingrid still hears you</div>
                </div>
                <div class="l-time">{timerText(292)}</div>
              </div>
            </div>
            <Show
              when={open()}
              fallback={
                <button type="button" data-key={purpose} onClick={() => setOpen(true)}>
                  Open
                </button>
              }
            >
              <TargetPicker
                purpose={purpose}
                other="Ingrid"
                amongColleagues={false}
                line="+493023125610"
                onTalkFirst={note("talk-first")}
                onSendNow={note("send-now")}
                onAdd={note("add")}
                onClose={() => setOpen(false)}
              />
            </Show>
            <CallKeys below="targets" onKeypad={() => {}} />
            <HangUp />
          </div>
        </main>
      </div>
    </>
  );
}
