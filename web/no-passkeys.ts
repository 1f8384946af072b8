// Stands in the build for auth-js's code for passkeys, which every dialer would load and no page of ours uses. Whoever
// signs people in by passkey takes it out of vite.config.ts.

function refuse(): never {
  throw new Error("Cannot use passkeys: web/vite.config.ts leaves them out of the build");
}

/** The client makes one when it is made. */
export class WebAuthnApi {
  register = refuse;
  authenticate = refuse;
}

export const browserSupportsWebAuthn = () => false;
export const webAuthnAbortService = { createNewAbortSignal: refuse };
export const createCredential = refuse;
export const getCredential = refuse;
export const deserializeCredentialCreationOptions = refuse;
export const deserializeCredentialRequestOptions = refuse;
export const serializeCredentialCreationResponse = refuse;
export const serializeCredentialRequestResponse = refuse;
