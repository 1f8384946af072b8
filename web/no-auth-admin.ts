// Stands in the build for auth-js's calls as an administrator: they take the secret key, which no browser has.

/** The client makes one when it is made. */
export default class GoTrueAdminApi {
  getUserById(): never {
    throw new Error(
      "Cannot act as an administrator: web/vite.config.ts leaves that out of the build",
    );
  }
}
