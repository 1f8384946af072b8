const key = "softphone-went-online";

/** Whether this seat was the last one that went online in this browser: then it most likely will again. */
export function wentOnline(seatId: number): boolean {
  return localStorage.getItem(key) === String(seatId);
}

/** The seat is online here. */
export function rememberOnline(seatId: number): void {
  localStorage.setItem(key, String(seatId));
}
