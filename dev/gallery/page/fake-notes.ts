import { problemOf } from "../../../web/src/shared/problem.ts";
import type { Note, NotesServer } from "../../../web/src/features/this-call/notes-server.ts";
import { fixedNow } from "./fixed-time.ts";

export type {
  Note,
  NotesServer,
  Saving,
} from "../../../web/src/features/this-call/notes-server.ts";

const shown = new URLSearchParams(location.search).get("note");
const text = "Two cabins, 12 to 19 July, Bergen to Kirkenes.\nPrice by email today.";
const offline = { ok: false, problem: problemOf("E-NETWORK") } as const;

/** What the page reads of the call, by `?note=`. */
function notes(): Note[] {
  const own = { agentId: 1, body: text, at: fixedNow - 4_000, version: 3 };
  const aoife = {
    agentId: 3,
    body: "Called on Monday about the same trip: wants an outside cabin.",
    at: fixedNow - 1_500_000,
    version: 1,
  };
  if (shown === "saved") return [aoife, own];
  return shown === "changed" ? [{ ...own, body: "Two cabins, and a dog." }] : [];
}

/** Answers what the state is about; nothing is kept. */
export function notesServer(): NotesServer {
  return {
    read: () => Promise.resolve(shown === "kept" ? offline : { ok: true, value: notes() }),
    save: () => Promise.resolve(offline),
    choose: () => Promise.resolve(null),
    endWrapUp: () => Promise.resolve(null),
    extendWrapUp: () => Promise.resolve({ ok: true, value: true }),
    readLastTalk: () => Promise.resolve(41),
  };
}

// What an earlier visit left behind, as far as this picture is about it.
localStorage.removeItem("softphone-note-1-41");
if (shown === "kept" || shown === "changed") {
  const kept = { body: text, version: 2, at: fixedNow };
  localStorage.setItem("softphone-note-1-41", JSON.stringify(kept));
}
