import { createSignal, onCleanup } from "solid-js";
import { type Problem, problemOf } from "../../../shared/problem.ts";
import type { RecordingServer } from "./recording-server.ts";
import { placeOf, type Stretch } from "./stretches.ts";

/** Plays a call's recordings as one. Each is asked for when it is its turn: a pass does not last. */
export function createPlayback(
  stretches: () => readonly Stretch[],
  server: Pick<RecordingServer, "listen">,
) {
  const audio = new Audio();
  audio.preload = "none";
  const [playing, setPlaying] = createSignal(false);
  const [at, setAt] = createSignal(0);
  const [speed, setSpeed] = createSignal(1);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  let loaded: number | null = null;

  async function load(index: number, offset: number): Promise<void> {
    const stretch = stretches()[index];
    if (!stretch) return stop();
    const answer = await server.listen(stretch.id);
    if (!playing()) return;
    if (!answer.ok) {
      setProblem(answer.problem);
      return stop();
    }
    loaded = index;
    audio.src = answer.value.url;
    audio.playbackRate = speed();
    audio.addEventListener("loadedmetadata", () => (audio.currentTime = offset), { once: true });
    await start();
  }

  async function start(): Promise<void> {
    try {
      await audio.play();
    } catch (error) {
      // The browser wants a press right before any sound, and the answer took too long: the next press plays at once.
      // Everything else was paused or replaced meanwhile, or the error event tells.
      if (error instanceof DOMException && error.name === "NotAllowedError") stop();
    }
  }

  function stop(): void {
    setPlaying(false);
    audio.pause();
  }

  audio.addEventListener("timeupdate", () => {
    if (loaded !== null) setAt((stretches()[loaded]?.from ?? 0) + audio.currentTime);
  });
  audio.addEventListener("ended", () => {
    if (loaded === null) return;
    const next = loaded + 1;
    loaded = null;
    if (next < stretches().length) void load(next, 0);
    else {
      stop();
      setAt(0);
    }
  });
  audio.addEventListener("error", () => {
    // With nothing of it loaded, a fresh pass was refused. Else the pass was over: the next press asks for another.
    if (audio.readyState === audio.HAVE_NOTHING) setProblem(problemOf("E-RECORDING-GONE"));
    loaded = null;
    stop();
  });
  onCleanup(() => {
    audio.pause();
    audio.removeAttribute("src");
  });

  return {
    playing,
    at,
    speed,
    problem,
    toggle(): void {
      if (playing()) return stop();
      setProblem(null);
      setPlaying(true);
      const { index, offset } = placeOf(stretches(), at());
      void (loaded === index ? start() : load(index, offset));
    },
    stop,
    seek(to: number): void {
      setAt(to);
      const { index, offset } = placeOf(stretches(), to);
      if (loaded === index) audio.currentTime = offset;
      else if (playing()) void load(index, offset);
      else loaded = null;
    },
    setSpeed(to: number): void {
      setSpeed(to);
      audio.playbackRate = to;
    },
  };
}
