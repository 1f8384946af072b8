// One person's note on one call: saved as it is written, kept in the browser until the server has it, and never
// written over what another tab has saved meanwhile.
import type { Problem, Result } from "../../shared/problem.ts";
import type { Kept } from "./kept-notes.ts";
import type { Note, Saving } from "./notes-server.ts";

/** From the first key to the save; what is typed meanwhile goes along. */
const saveAfterMs = 1_000;
/** From a save that failed to the next. */
const againAfterMs = 5_000;

/** How far what stands in the field is saved. */
export type NoteStatus =
  | { kind: "empty" }
  | { kind: "saving" }
  /** @param at epoch ms by the server */
  | { kind: "saved"; at: number }
  /** The server can't be reached; `here`: this browser has it. */
  | { kind: "kept"; here: boolean }
  /** Another tab has saved something else. */
  | { kind: "changed"; theirs: string }
  | { kind: "refused"; problem: Problem };

export interface NoteState {
  body: string;
  status: NoteStatus;
  /** What the others wrote. */
  others: readonly Note[];
}

export interface NoteDeps {
  myAgentId: number;
  /** Everybody's notes on the call. */
  read: () => Promise<Result<Note[]>>;
  save: (body: string, version: number) => Promise<Result<Saving>>;
  kept: { get: () => Kept | null; put: (kept: Kept) => boolean; remove: () => void };
  /** Runs later; answers how to call it off. */
  after: (ms: number, run: () => void) => () => void;
  onState: (state: NoteState) => void;
}

/** One person's note on one call. */
export interface NoteKeeper {
  type: (text: string) => void;
  /** A note on the call was saved, by whomever. */
  heard: (agentId: number, version: number) => void;
  /** The network or the page came back. */
  wake: () => void;
  /** Of two that differ: this one, or the one that is saved. */
  keepMine: () => void;
  takeTheirs: () => void;
  /** Whether the server has all of it. */
  isSaved: () => boolean;
  close: () => void;
}

const passing: ReadonlySet<string> = new Set([
  "E-NETWORK",
  "E-DATABASE",
  "E-INTERNAL",
  "E-AUTH-SIGNIN",
]);

export function openNote(deps: NoteDeps): NoteKeeper {
  const waiting = deps.kept.get();
  let state: NoteState = { body: waiting?.body ?? "", status: { kind: "empty" }, others: [] };
  /** The version that the text was written over; null until it is known. */
  let version = waiting?.version ?? null;
  /** Something was typed that the server does not have. */
  let isDirty = waiting !== null;
  /** What was sent and perhaps arrived, although no answer did. */
  const unanswered = new Set<string>();
  /** The version that stands against this one. */
  let theirs: Note | null = null;
  /** The newest version of the own note that was read or saved, and that was heard of. */
  let known = 0;
  let heard = 0;
  /** Nothing was read yet, or there is news of the others' notes. */
  let isStale = true;
  let hasFailed = false;
  let isBusy = false;
  let closed = false;
  let callOff: (() => void) | null = null;

  function show(part: Partial<NoteState>): void {
    state = { ...state, ...part };
    if (!closed) deps.onState(state);
  }

  function later(ms: number): void {
    callOff ??= deps.after(ms, () => {
      callOff = null;
      void settle();
    });
  }

  function keep(): boolean {
    return deps.kept.put({ body: state.body, version });
  }

  function fail(problem: Problem): void {
    hasFailed = true;
    const isPassing = passing.has(problem.code);
    if (isPassing) later(againAfterMs);
    if (!isDirty) return;
    const here = keep();
    show({ status: isPassing ? { kind: "kept", here } : { kind: "refused", problem } });
  }

  /** What the server has is in the field. */
  function adopt(own: Note | undefined): void {
    isDirty = false;
    theirs = null;
    version = own?.version ?? 0;
    deps.kept.remove();
    const body = own?.body ?? "";
    show({ body, status: own && body !== "" ? { kind: "saved", at: own.at } : { kind: "empty" } });
  }

  /** @returns whether what is typed here may be saved over what was read */
  function compare(own: Note | undefined): boolean {
    if (!isDirty || (own?.body ?? "") === state.body) {
      adopt(own);
      return false;
    }
    // Saved before from here, though the answer was lost.
    if (own && unanswered.has(own.body)) version = own.version;
    if (version === (own?.version ?? 0)) return true;
    // It was written before anything was read, and there is nothing to lose.
    if (version === null && (own?.body ?? "") === "") {
      version = own?.version ?? 0;
      return true;
    }
    theirs = own ?? null;
    keep();
    show({ status: { kind: "changed", theirs: own?.body ?? "" } });
    return false;
  }

  /** @returns whether something is left to save */
  async function read(): Promise<boolean> {
    isStale = false;
    const answer = await deps.read();
    if (!answer.ok) {
      isStale = true;
      fail(answer.problem);
      return false;
    }
    const isOwn = (note: Note) => note.agentId === deps.myAgentId;
    show({ others: answer.value.filter((note) => !isOwn(note) && note.body !== "") });
    const own = answer.value.find(isOwn);
    known = own?.version ?? 0;
    return compare(own);
  }

  async function save(): Promise<void> {
    const { body } = state;
    unanswered.add(body);
    if (state.status.kind !== "kept") show({ status: { kind: "saving" } });
    const answer = await deps.save(body, version ?? 0);
    if (!answer.ok) {
      if (answer.problem.code !== "E-CHANGED") return fail(answer.problem);
      unanswered.delete(body);
      if (await read()) later(0);
      return;
    }
    unanswered.clear();
    version = known = answer.value.version;
    if (state.body === body) {
      isDirty = false;
      deps.kept.remove();
      const { at } = answer.value;
      return show({ status: body === "" ? { kind: "empty" } : { kind: "saved", at } });
    }
    keep();
    later(saveAfterMs);
  }

  const hasNews = () => isStale || heard > known;

  /** One at a time: reads what is not known yet, and saves what is not saved. */
  async function settle(): Promise<void> {
    if (isBusy || closed) return;
    isBusy = true;
    hasFailed = false;
    const maySave = hasNews() ? await read() : theirs === null;
    if (maySave && isDirty) await save();
    isBusy = false;
    // Of a save that was under way, its answer has told already.
    if (hasNews() && !hasFailed) later(0);
  }

  void settle();

  return {
    type(text) {
      if (text === state.body) return;
      isDirty = true;
      show({ body: text });
      const here = keep();
      if (theirs) return;
      if (state.status.kind !== "kept") show({ status: { kind: "saving" } });
      else show({ status: { kind: "kept", here } });
      later(saveAfterMs);
    },
    heard(agentId, heardVersion) {
      if (agentId === deps.myAgentId) heard = Math.max(heard, heardVersion);
      else isStale = true;
      if (hasNews()) void settle();
    },
    wake() {
      callOff?.();
      callOff = null;
      isStale = true;
      void settle();
    },
    keepMine() {
      if (!theirs) return;
      version = theirs.version;
      theirs = null;
      void settle();
    },
    takeTheirs() {
      if (theirs) adopt(theirs);
    },
    isSaved: () => !isDirty,
    close() {
      closed = true;
      callOff?.();
    },
  };
}
