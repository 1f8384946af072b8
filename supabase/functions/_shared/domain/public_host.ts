/**
 * Whether an address leads to this machine or its network only, by its host's name. A name that
 * resolves to a private address is not looked up.
 */
export function isPrivateHost(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" ||
    /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(hostname) ||
    /^(?:0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname) ||
    /^\[f[cde]/.test(hostname);
}

/** An address without user, password, query and fragment, in which people keep secrets. */
export function withoutSecrets(url: string | null): string | null {
  if (!url) return null;
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return origin === "null" ? null : origin + pathname;
}
