import { type Accessor, createEffect, createMemo, createSignal } from "solid-js";
import { destination } from "../../../shared/ui/list-keys.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { type Candidate, findCandidates, inPlace, type Purpose } from "./candidates.ts";
import { firstOf } from "./deeds.ts";
import { typedNumber } from "./typed-number.ts";

/** What is typed, what it finds, and which of that is selected. */
export interface Choice {
  text: Accessor<string>;
  /** Takes another text, and selects the first that it finds. */
  edit: (text: string) => void;
  /** In the order of the screen. */
  candidates: Accessor<readonly Candidate[]>;
  byKey: Accessor<ReadonlyMap<string, Candidate>>;
  /** The key of the selected one; null where there is none. */
  selected: Accessor<string | null>;
  select: (key: string) => void;
  /** Selects what an arrow key leads to. */
  move: (key: string) => void;
  /** The selected one, as it is now. */
  active: Accessor<Candidate | null>;
}

const noLines: ReadonlyMap<string, null> = new Map();

/** @param line E.164: the workspace's number that the call is on */
export function createChoice(
  purpose: Accessor<Purpose>,
  line: Accessor<string>,
  amongColleagues: Accessor<boolean>,
): Choice {
  const { colleagues, seat, lines, workspace, policy, pause, emergencyLines } = useWorkspace();
  const [text, setText] = createSignal("");
  const [selected, select] = createSignal<string | null>(null);
  const country = () => workspace()?.country ?? "US";
  const number = () =>
    typedNumber(text(), country(), {
      policy: policy(),
      pause: pause(),
      mayCallEmergencies: emergencyLines().has(line()),
    });
  const found = () =>
    findCandidates({
      purpose: purpose(),
      text: text(),
      colleagues: colleagues(),
      ownSeat: seat()?.id ?? null,
      lines: amongColleagues() ? noLines : lines(),
      country: country(),
      number: number(),
    });
  const candidates = createMemo<Candidate[]>((before) => inPlace(before, found()), []);
  const byKey = createMemo(() => new Map(candidates().map((one) => [one.key, one])));
  const active = () => byKey().get(selected() ?? "") ?? null;

  // Whoever was selected stays so whatever becomes of their presence: Enter must not mean another one of a sudden.
  createEffect(() => {
    if (active() === null) select(firstOf(candidates(), purpose()));
  });

  return {
    text,
    edit(value) {
      setText(value);
      select(firstOf(candidates(), purpose()));
    },
    candidates,
    byKey,
    selected,
    select: (key) => void select(key),
    move(key) {
      const all = candidates();
      const to = destination(key, all.findIndex((one) => one.key === selected()), all.length);
      if (to !== null) select(all[to]?.key ?? null);
    },
    active,
  };
}
