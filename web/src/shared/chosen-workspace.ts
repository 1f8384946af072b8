const key = "softphone-workspace";

/** The workspace that was open last in this browser; 0 when there is none. */
export function readChosenWorkspace(): number {
  return Number(localStorage.getItem(key));
}

/** It is the one that opens from now on, wherever the person has a seat in it. */
export function rememberWorkspace(workspaceId: number): void {
  localStorage.setItem(key, String(workspaceId));
}
