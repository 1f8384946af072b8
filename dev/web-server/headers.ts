/** Origins that the page may speak to besides its own, such as `http://127.0.0.1:54321`. */
export interface Origins {
  supabase: string;
  simulator: string;
}

/**
 * What a static host must send with every page of the app. The hosts that Twilio needs in production are
 * the simulator's here.
 * Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function securityHeaders(origins: Origins): Record<string, string> {
  const reachable = [origins.supabase, origins.simulator].flatMap((
    origin,
  ) => [origin, socketOf(origin)]);
  const policy = {
    "default-src": ["'none'"],
    "script-src": ["'self'", origins.simulator],
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'"],
    "media-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "connect-src": ["'self'", ...reachable],
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
    "cross-origin-opener-policy": "same-origin",
  };
}

const socketOf = (origin: string) => origin.replace(/^http/, "ws");
