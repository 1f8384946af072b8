import { step as words } from "./words.ts";
import type { Run, Step } from "./connection-run.ts";

/** What a step says: its title, and one line of fact when it is done. */
export function stepText(run: Run, step: Step): { title: string; fact: string } {
  const { name, status } = step;
  if (name === "move" && status === "choose") return { title: words.move.choose, fact: "" };
  const key = status === "choose" ? "now" : status;
  if (key !== "done") return { title: words[name][key], fact: "" };
  switch (name) {
    case "check":
      return { title: words.check.done, fact: words.check.fact };
    case "key": {
      const { made, deleted } = run.key ?? { made: false, deleted: 0 };
      return { title: words.key.done(made), fact: words.key.fact(deleted) };
    }
    case "app": {
      const { name: app, made, changed } = run.app ?? { name: "", made: false, changed: false };
      return { title: words.app.done(made), fact: words.app.fact(app, made, changed) };
    }
    case "numbers":
      return { title: words.numbers.done, fact: words.numbers.fact(run.numbers.length) };
    case "move":
      return { title: words.move.done, fact: words.move.fact };
    case "release":
      return { title: words.release.done, fact: "" };
    default:
      return {
        title: words.forget.done,
        fact: leftText(run),
      };
  }
}

function leftText({ forgotten }: Run): string {
  const { app, recordings } = forgotten ?? { app: "gone", recordings: 0 };
  return [
    ...(app === "left-alone" ? [words.forget.leftApp] : []),
    ...(recordings === 0 ? [] : [words.forget.leftRecordings(recordings)]),
  ].join(" ");
}

/** "2 of 3" while numbers move, else nothing. */
export function progress(run: Run, step: Step): string {
  if (step.name !== "move" || step.status !== "now") return "";
  const moves = [...run.moves.values()];
  return `${moves.filter(({ kind }) => kind !== "moving").length} of ${moves.length}`;
}
