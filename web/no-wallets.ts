// Stands in the build for auth-js's messages to wallets, which every dialer would load and no page of ours uses. Whoever signs
// people in by wallet takes it out of vite.config.ts.

function refuse(): never {
  throw new Error("Cannot use wallets: web/vite.config.ts leaves them out of the build");
}

export const createSiweMessage = refuse;
export const fromHex = refuse;
export const getAddress = refuse;
export const toHex = refuse;
