/** Who sends a request, once the gateway has checked key and token. */
export interface Caller {
  /** The database role that the request runs as. */
  role: string;
  /** What `auth.jwt()` returns; always holds `role`. */
  claims: Readonly<Record<string, unknown>>;
}
