/** The window on top, as far as it is to be closed. */
export interface OnTopWindow {
  close: () => void;
}

export interface KeeperDeps {
  /** Null when the browser refused. @param onGone the window was closed, whoever did that */
  open: (onGone: () => void) => Promise<OnTopWindow | null>;
  /** Whether the person's last press still counts: a browser opens such a window after a press only. */
  mayOpen: () => boolean;
  after: (ms: number, run: () => void) => () => void;
  /** Told whether the window is there. */
  onOpen: (isOpen: boolean) => void;
}

/** `rings`: nobody has answered yet. `runs`: from Place Call or Answer on. */
export type Stage = "idle" | "rings" | "runs";

export interface Keeper {
  follow: (wanted: boolean, stage: Stage) => void;
  /** At a press. */
  show: () => void;
  close: () => void;
}

/** How a call ended can be read for so long, in ms. */
export const lingerMs = 3000;

/** Decides when the window on top opens and closes. What the person closed comes back with the next call. */
export function createKeeper(deps: KeeperDeps): Keeper {
  let wanted = false;
  let stage: Stage = "idle";
  let window: OnTopWindow | null = null;
  let opening = false;
  let stopTimer: (() => void) | null = null;

  function show(): void {
    if (window || opening) return;
    opening = true;
    void deps.open(gone).then(opened);
  }

  function opened(result: OnTopWindow | null): void {
    opening = false;
    window = result;
    if (window === null) return;
    deps.onOpen(true);
    settle();
  }

  function gone(): void {
    window = null;
    deps.onOpen(false);
  }

  function close(): void {
    window?.close();
  }

  /** Without a call it closes in a moment, and stays when another one comes. */
  function settle(): void {
    stopTimer?.();
    stopTimer = null;
    if (!wanted) close();
    else if (stage === "idle" && window) stopTimer = deps.after(lingerMs, close);
  }

  return {
    follow(nowWanted, nowStage) {
      if (nowWanted === wanted && nowStage === stage) return;
      const begins = nowWanted && nowStage === "runs" && (stage !== "runs" || !wanted);
      wanted = nowWanted;
      stage = nowStage;
      settle();
      if (begins && deps.mayOpen()) show();
    },
    show,
    close,
  };
}
