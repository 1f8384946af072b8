/** Origins that the page may use besides its own, such as `http://127.0.0.1:54321`. */
export interface Origins {
  /** Requests and sockets. */
  supabase: string;
  /** What the Voice SDK speaks to. */
  voice: readonly string[];
  /** Scripts of others; none in production. */
  scripts: readonly string[];
}

/**
 * Where the Voice SDK signals and reports to. Its sounds are our own, and media needs no permission.
 * Source: https://www.twilio.com/docs/voice/sdks/javascript/best-practices#working-with-content-security-policies-csp
 */
export const TWILIO_ORIGINS = [
  "wss://voice-js.roaming.twilio.com",
  "https://eventgw.twilio.com",
  // Once connected, the SDK reports to the gateway of its home region.
  "https://eventgw.us1.twilio.com",
];

/**
 * What a static host must send with every page of the app; the web server of this machine sends the same.
 * Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function securityHeaders(origins: Origins): Record<string, string> {
  const policy = {
    "default-src": ["'none'"],
    "script-src": ["'self'", ...origins.scripts],
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'"],
    // A recording is played by the function `recording`.
    "media-src": ["'self'", origins.supabase],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "connect-src": ["'self'", origins.supabase, socketOf(origins.supabase), ...origins.voice],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return {
    "content-security-policy": Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
      .join("; "),
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), payment=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    // Two years; a browser ignores it on http, as on this machine.
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
  };
}

/** The same host for sockets: `https` becomes `wss`. */
export const socketOf = (origin: string) => origin.replace(/^http/, "ws");
