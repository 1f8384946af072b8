import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { toast } from "../../../shared/ui/toast.tsx";
import { reach } from "./words.ts";
import { notConnected as words } from "./not-connected-words.ts";
import { Band } from "./band.tsx";

/** The workspace has no Twilio account yet: an agent asks an admin, an admin connects it. */
export function NotConnectedBand(): JSX.Element {
  const navigate = useNavigate();
  const { seat, workspace } = useWorkspace();
  const name = () => workspace()?.name ?? "";
  const ask = async () => {
    await navigator.clipboard.writeText(words.request(name()));
    toast(words.requestCopied);
  };
  return (
    <Show
      when={seat()?.role === "admin"}
      fallback={
        <Band
          tone="off"
          icon="plug"
          title={reach.notConnected}
          text={words.agent(name())}
          action={words.askThem}
          onAction={() => void ask()}
        />
      }
    >
      <Band
        tone="off"
        icon="plug"
        title={reach.notConnected}
        text={words.admin}
        action={words.connect}
        onAction={() => navigate("/setup/connection")}
      />
    </Show>
  );
}
