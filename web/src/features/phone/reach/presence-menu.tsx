import { useNavigate } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { useSession } from "../../../shared/session.tsx";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Menu } from "../../../shared/ui/menu.tsx";
import { MenuItem } from "../../../shared/ui/menu-item.tsx";
import { chooseTheme, theme } from "../../../shared/ui/theme.ts";
import { status } from "../../../shared/words.ts";
import { phone as phoneWords } from "../words.ts";
import { presence } from "./words.ts";
import { PresenceFace } from "./presence-face.tsx";
import { presenceSignOf } from "./presence-sign.ts";

/** The person's status, and what belongs to the person: appearance, shortcuts, sign out. */
export function PresenceMenu(props: { onSounds: () => void; onHelp: () => void }): JSX.Element {
  const phone = usePhone();
  const session = useSession();
  const { wrapUp } = useWorkspace();
  const navigate = useNavigate();
  const sign = () => presenceSignOf(phone.state(), wrapUp() !== null);
  const is = (kind: "offline" | "away") => {
    const { reach } = phone.state();
    return reach.kind === kind || (reach.kind === "other-tab" && reach.status === kind);
  };

  return (
    <Menu
      label={`${presence.label}: ${sign().word}`}
      buttonClass="pres"
      button={<PresenceFace sign={sign()} />}
    >
      <MenuItem
        checked={!is("offline") && !is("away")}
        onChoose={() => phone.actions()?.goOnline()}
      >
        <span class="st sign live">
          <span class="dot" />
        </span>
        {status.available}
      </MenuItem>
      <MenuItem checked={is("away")} onChoose={() => phone.actions()?.goAway()}>
        <span class="st sign dim3">
          <Icon name="bell-off" size={14} />
        </span>
        {status.away}
      </MenuItem>
      <MenuItem checked={is("offline")} onChoose={() => phone.actions()?.goOffline()}>
        <span class="st sign dim3">
          <span class="dot hollow" />
        </span>
        {status.offline}
      </MenuItem>
      <Show when={sign().shape === "phone"}>
        <p class="why">{presence.setByPhone}</p>
      </Show>
      <Show when={sign().shape === "timer"}>
        <p class="why">{presence.wrapUp}</p>
      </Show>
      <hr />
      <div role="group" aria-label={presence.theme}>
        <For each={["system", "light", "dark"] as const}>
          {(name) => (
            <MenuItem
              checked={theme() === name}
              onChoose={() => chooseTheme(name, session.user()?.id ?? "")}
            >
              {presence.themes[name]}
            </MenuItem>
          )}
        </For>
      </div>
      <hr />
      <MenuItem onChoose={() => navigate("/account")}>{presence.account}</MenuItem>
      <MenuItem onChoose={() => props.onSounds()}>{phoneWords.sounds}</MenuItem>
      <MenuItem onChoose={() => props.onHelp()}>{presence.shortcuts}</MenuItem>
      <MenuItem onChoose={() => void session.signOut()}>{presence.signOut}</MenuItem>
    </Menu>
  );
}
