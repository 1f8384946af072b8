/** A link's secret, and what the database keeps of it. Both are hexadecimal. */
export interface InvitationToken {
  /** 256 random bits. */
  token: string;
  /** The SHA-256 of the token's text. */
  hash: string;
}

export async function makeToken(): Promise<InvitationToken> {
  const token = hexOf(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return { token, hash: hexOf(new Uint8Array(hash)) };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
