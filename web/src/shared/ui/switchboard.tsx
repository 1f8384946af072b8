import { For, type JSX, Show } from "solid-js";

const columns = Array.from({ length: 9 }, (_, at) => 64 + at * 74);
const rows = Array.from({ length: 11 }, (_, at) => 76 + at * 74);
const lit = { x: 434, y: 298 };

/** An old switchboard, quiet but for one lamp: somebody calls. */
export function Switchboard(): JSX.Element {
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice">
      <For each={rows}>
        {(y) => (
          <For each={columns}>
            {(x) => (
              <Show
                when={x === lit.x && y === lit.y}
                fallback={
                  <>
                    <circle class="unlit" cx={x} cy={y} r="15" />
                    <circle class="core" cx={x} cy={y} r="5" />
                  </>
                }
              >
                <circle class="lit glow-1" cx={x} cy={y} r="34" />
                <circle class="lit glow-2" cx={x} cy={y} r="25" />
                <circle class="lit" cx={x} cy={y} r="16" />
              </Show>
            )}
          </For>
        )}
      </For>
    </svg>
  );
}
