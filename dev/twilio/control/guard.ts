// Keeps the control routes for this machine: no other host, and no web page that a browser has open.

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** What is looked at of a request. */
export interface Asking {
  headers: { host?: string | undefined; origin?: string | undefined };
  socket: { remoteAddress?: string | undefined };
}

/** Why a request may not control the simulator, or null when it may. */
export function refusal(request: Asking): string | null {
  if (!LOOPBACK.test(request.socket.remoteAddress ?? "")) return "Control is for this machine only";
  const host = request.headers.host ?? "";
  // A name of a foreign site that resolves to this machine (DNS rebinding).
  if (!LOCAL_HOST.test(host)) return "Control is reached by localhost or 127.0.0.1 only";
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    return "Control is not for web pages of other origins";
  }
  return null;
}
