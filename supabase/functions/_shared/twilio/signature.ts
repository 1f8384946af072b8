const encoder = new TextEncoder();

/**
 * Signs as Twilio does: base64 of the HMAC-SHA1 by the auth token
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 * @param text the URL, followed by the form's names and values in their order
 */
export async function signAsTwilio(authToken: string, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(authToken), algorithm, false, [
    "sign",
  ]);
  const digest = await crypto.subtle.sign("HMAC", key, encoder.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
