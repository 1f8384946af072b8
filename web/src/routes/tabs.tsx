import { For, type JSX, Show } from "solid-js";
import { openMissed } from "../features/calls/missed.ts";
import { useCalls } from "../realtime/calls.tsx";
import { here } from "../shared/navigation.ts";
import { Icon, type IconName } from "../shared/ui/icon.tsx";
import { useWorkspace } from "../shared/workspace.tsx";
import { frame, setup as words } from "../shared/words.ts";
import { HealthMark } from "./health-mark.tsx";

interface Tab {
  href: string;
  name: string;
  icon: IconName;
  /** What waits there. */
  mark: () => JSX.Element;
}

/** The pages that exist for this person, for the tabs over the desk and under a narrow phone. */
function createTabs(): () => Tab[] {
  const { calls } = useCalls();
  const { seat } = useWorkspace();
  const calling: Tab = {
    href: "/calls",
    name: frame.calls,
    icon: "history",
    mark: () => <Count of={openMissed(calls()).length} />,
  };
  const setup: Tab = { href: "/setup", name: words.tab, icon: "plug", mark: () => <HealthMark /> };
  return () => {
    const own = seat();
    if (!own?.active) return [];
    return own.role === "admin" ? [calling, setup] : [calling];
  };
}

/** Whether the phone has the narrow screen: at `/` and `/phone`. */
export function isPhonePath(path: string): boolean {
  return path === "/" || path === "/phone";
}

/** The tabs over the desk. */
export function TopTabs(): JSX.Element {
  const tabs = createTabs();
  const isHere = (href: string) =>
    here().pathname.startsWith(href) || (href === "/calls" && isPhonePath(here().pathname));
  return (
    <nav class="topbar" aria-label={frame.pages}>
      <For each={tabs()}>
        {(tab) => (
          <a href={tab.href} class="tab" aria-current={isHere(tab.href) ? "page" : undefined}>
            {tab.name}
            {tab.mark()}
          </a>
        )}
      </For>
    </nav>
  );
}

/** The tabs at the bottom of a narrow screen. */
export function BottomTabs(): JSX.Element {
  const tabs = createTabs();
  const onPhone = () => isPhonePath(here().pathname);
  return (
    <nav class="tabs-b" aria-label={frame.pages}>
      <a href="/phone" aria-current={onPhone() ? "page" : undefined}>
        <Icon name="phone" size={20} />
        <span>{frame.phone}</span>
      </a>
      <For each={tabs()}>
        {(tab) => (
          <a
            href={tab.href}
            aria-current={here().pathname.startsWith(tab.href) ? "page" : undefined}
          >
            <Icon name={tab.icon} size={20} />
            <span>
              {tab.name} {tab.mark()}
            </span>
          </a>
        )}
      </For>
    </nav>
  );
}

function Count(props: { of: number }): JSX.Element {
  return (
    <Show when={props.of > 0}>
      <b class="count hot">{props.of}</b>
    </Show>
  );
}
