import { A, useLocation } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { useCalls } from "../calls/calls.tsx";
import { Icon, type IconName } from "../shared/ui/icon.tsx";
import { useWorkspace } from "../shared/workspace.tsx";
import { frame, setup as words } from "./words.ts";
import { HealthMark } from "./health-mark.tsx";

interface Tab {
  href: string;
  name: string;
  icon: IconName;
  /** What waits there. */
  mark?: () => JSX.Element;
}

/** The pages that exist for this person, for the tabs over the desk and under a narrow phone. */
function createTabs(): () => Tab[] {
  const { toReturn } = useCalls();
  const { seat } = useWorkspace();
  const calling: Tab = {
    href: "/calls",
    name: frame.calls,
    icon: "history",
    mark: () => <Count of={toReturn.count()} />,
  };
  const live: Tab = { href: "/live", name: frame.live, icon: "radio" };
  const setup: Tab = { href: "/setup", name: words.tab, icon: "plug", mark: () => <HealthMark /> };
  return () => {
    const own = seat();
    if (!own?.active) return [];
    if (own.role === "agent") return [calling];
    return own.role === "admin" ? [calling, live, setup] : [calling, live];
  };
}

/** Whether the phone has the narrow screen: at `/` and `/phone`. */
export function isPhonePath(path: string): boolean {
  return path === "/" || path === "/phone";
}

/** The tabs over the desk. */
export function TopTabs(): JSX.Element {
  const location = useLocation();
  const tabs = createTabs();
  const isHere = (href: string) =>
    location.pathname.startsWith(href) || (href === "/calls" && isPhonePath(location.pathname));
  return (
    <nav class="topbar" aria-label={frame.pages}>
      <For each={tabs()}>
        {(tab) => (
          <A href={tab.href} class="tab" aria-current={isHere(tab.href) ? "page" : undefined}>
            {tab.name}
            {tab.mark?.()}
          </A>
        )}
      </For>
    </nav>
  );
}

/** The tabs at the bottom of a narrow screen. */
export function BottomTabs(): JSX.Element {
  const location = useLocation();
  const tabs = createTabs();
  const onPhone = () => isPhonePath(location.pathname);
  return (
    <nav class="tabs-b" aria-label={frame.pages}>
      <A href="/phone" aria-current={onPhone() ? "page" : undefined}>
        <Icon name="phone" size={20} />
        <span>{frame.phone}</span>
      </A>
      <For each={tabs()}>
        {(tab) => (
          <A
            href={tab.href}
            aria-current={location.pathname.startsWith(tab.href) ? "page" : undefined}
          >
            <Icon name={tab.icon} size={20} />
            <span>
              {tab.name} {tab.mark?.()}
            </span>
          </A>
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
