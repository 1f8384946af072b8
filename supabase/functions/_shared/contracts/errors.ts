/** What a person is told about one error: `message` is what happened, `next` the one thing to do. */
export interface ErrorText {
  /** The HTTP status it is answered with. */
  readonly status: number;
  readonly message: string;
  readonly next: string;
}

/**
 * The closed set of errors that the functions answer and the database refuses with. A code never
 * changes its meaning; the words may. The comment on each line says when it happens.
 */
export const errors = {
  // No user's token, or one that is expired, forged or not a user's.
  "E-AUTH-SIGNIN": {
    status: 401,
    message: "You are signed out.",
    next: "Sign in again.",
  },
  // Another's identity, not a member, an inactive seat, or no such workspace: one answer for all, so
  // that nobody learns which workspaces and identities exist.
  "E-SEAT": {
    status: 403,
    message: "You don't have access to this workspace.",
    next: "Ask an admin of the workspace.",
  },
  // The workspace lacks what Twilio needs: account, auth token, TwiML App or API key.
  "E-CONFIG": {
    status: 409,
    message: "This phone is not connected to Twilio yet.",
    next: "Ask an admin of the workspace to connect it.",
  },
  // Twilio does not accept this account SID with this auth token, or the API key: rotated or mistyped.
  "E-CREDENTIALS": {
    status: 409,
    message: "Twilio rejected this workspace's credentials.",
    next: "An admin needs to check the Account SID and the Auth Token.",
  },
  // A supervisor who is in a call, is being rung, or listens to another one.
  "E-OWN-CALL": {
    status: 409,
    message: "You are on a call yourself.",
    next: "End it, then try again.",
  },
  // A supervisor's listening needs that person's own phone, which is offline.
  "E-OWN-PHONE": {
    status: 409,
    message: "Your phone is offline.",
    next: "Go online, then try again.",
  },
  // The person's seat is not an admin's.
  "E-ADMIN": {
    status: 403,
    message: "Only an admin of the workspace can do this.",
    next: "Ask an admin.",
  },
  // 300 changes of one seat by pages in a minute, or 5,000 in a day: each is a line of the audit log, which is kept forever.
  "E-CHANGES-LIMIT": {
    status: 429,
    message: "You have made too many changes in a short time.",
    next: "Try again later.",
  },
  // A do-not-call list or a list of blocked callers has 10,000 entries.
  "E-LIST-FULL": {
    status: 409,
    message: "This list is full: it holds 10,000 numbers.",
    next: "Remove some, or add a prefix in place of many.",
  },
  // More than 1,000 entries for a list in one request, which no page of ours sends.
  "E-LIST-MANY": {
    status: 413,
    message: "These are more than 1,000 numbers at once.",
    next: "Add them in several requests.",
  },
  // The person created five workspaces in 24 hours.
  "E-WORKSPACE-LIMIT": {
    status: 429,
    message: "You have created five workspaces in the last 24 hours.",
    next: "Use one of them, or create another one tomorrow.",
  },
  // Recording can't be switched on, or begun, while Health finds that Twilio gives media to anybody who has their address.
  "E-MEDIA-OPEN": {
    status: 409,
    message: "Recordings aren't protected at Twilio yet.",
    next: "Ask an admin of the workspace.",
  },
  // Not one that the person may listen to, deleted, without any sound, in an account that the workspace has left, or not whole yet; a pass that is over or was never given.
  "E-RECORDING-GONE": {
    status: 410,
    message: "You can't listen to this.",
    next: "Ask an admin of the workspace.",
  },
  // The account SID is stored for another workspace of this installation.
  "E-ACCOUNT-TAKEN": {
    status: 409,
    message: "This Twilio account is connected to another workspace.",
    next: "Disconnect it there first, or use a subaccount.",
  },
  // The workspace still has an app, a key or numbers in a different Twilio account.
  "E-ACCOUNT-OTHER": {
    status: 409,
    message: "This workspace is connected to a different Twilio account.",
    next: "Disconnect that account first.",
  },
  // Twilio says that the account is suspended or closed.
  "E-ACCOUNT-STATUS": {
    status: 409,
    message: "This Twilio account is suspended or closed.",
    next: "Reactivate it in the Twilio console, then press Save again.",
  },
  // What was entered as the next token already is the token.
  "E-TOKEN-SAME": {
    status: 409,
    message: "This token is already stored.",
    next: "Create a secondary token in the Twilio console and enter that one.",
  },
  // Twilio still accepts the token, so the next one has not been promoted yet and signs nothing.
  "E-TOKEN-PRIMARY": {
    status: 409,
    message: "Twilio still signs with the current token.",
    next: "Promote the secondary token in the Twilio console, then try again.",
  },
  // Forgetting an account without Twilio, although Twilio still accepts its credentials.
  "E-ACCOUNT-LIVE": {
    status: 409,
    message: "Twilio still accepts this account and token.",
    next: "Press Disconnect instead: it cleans up at Twilio too.",
  },
  // 20 test calls from one workspace in an hour. Each is billed; `until` is when the next one is allowed.
  "E-TEST-LIMIT": {
    status: 429,
    message: "This workspace has made 20 test calls in the last hour.",
    next: "Try again later.",
  },
  // Two people connect the workspace at the same time, and the other one was first.
  "E-BUSY": {
    status: 409,
    message: "Someone else is connecting this workspace right now.",
    next: "Press Save again in a moment.",
  },
  // Twilio no longer has the number, or it was never in this account.
  "E-NUMBER-GONE": {
    status: 404,
    message: "This number is no longer in the Twilio account.",
    next: "Reload the list of numbers.",
  },
  "E-NUMBER-VOICE": {
    status: 409,
    message: "This number can't take calls.",
    next: "Choose a number with voice.",
  },
  // The number's calls go to a region other than US1, where tokens and keys of US1 do not work.
  "E-NUMBER-REGION": {
    status: 409,
    message: "Twilio handles this number's calls outside its US1 region.",
    next:
      "Set the number's region to United States (US1) in the Twilio console, then press Save again.",
  },
  "E-NUMBER-TAKEN": {
    status: 409,
    message: "This number belongs to another workspace.",
    next: "Disconnect it there first, or leave it out.",
  },
  // A number is released during a call on it.
  "E-NUMBER-BUSY": {
    status: 409,
    message: "This number is on a call right now.",
    next: "Wait until the call ends, then release the number.",
  },
  // A number is removed while its calls still come to our app.
  "E-NUMBER-HERE": {
    status: 409,
    message: "Calls to this number still come here.",
    next: "Stop using it here first.",
  },
  // The number to buy is already in the account, and something else answers it.
  "E-NUMBER-ELSEWHERE": {
    status: 409,
    message: "This number is already in the account, and its calls go somewhere else.",
    next: "Add it on the Connection page.",
  },
  // Somebody else has the number: Twilio says so, or another workspace has it here.
  "E-NUMBER-SOLD": {
    status: 409,
    message: "This number is no longer for sale.",
    next: "Choose another one.",
  },
  // The country requires an address, or one inside the country.
  "E-NUMBER-ADDRESS": {
    status: 409,
    message: "Twilio requires a matching address for this number.",
    next: "Choose an address, or add one in the Twilio console.",
  },
  // The country requires proof of who uses the number: a bundle that Twilio approved for this kind.
  "E-NUMBER-BUNDLE": {
    status: 409,
    message: "Twilio requires a matching approved regulatory bundle for this number.",
    next: "Choose a bundle, or submit one in the Twilio console.",
  },
  // A trial account already has its one number.
  "E-NUMBER-TRIAL": {
    status: 409,
    message: "A trial account can have only one number.",
    next: "Upgrade the account in the Twilio console, then buy the number.",
  },
  // Twilio did not answer an order, and the account can't be read either.
  "E-NUMBER-UNSURE": {
    status: 502,
    message: "Twilio did not confirm whether the number was bought.",
    next: "Try again in a minute. We check first and never buy twice.",
  },
  // An invitation link that nobody created, or that is expired, used or withdrawn: one answer for all.
  "E-INVITE-GONE": {
    status: 404,
    message: "This invitation is no longer valid.",
    next: "Ask an admin of the workspace for a new one.",
  },
  // The invitation is for an address other than the person's confirmed one.
  "E-INVITE-OTHER": {
    status: 403,
    message: "This invitation is for a different email address.",
    next: "Sign in with the address that was invited.",
  },
  // Somebody with an active seat in the workspace is invited to it.
  "E-INVITE-SEATED": {
    status: 409,
    message: "This person is already in the workspace.",
    next: "Change their role in the list of people instead.",
  },
  // 50 invitations in 24 hours from one workspace, or by one person from all of theirs; 10 on the first day of the workspace
  // or the account: we are no way to mail strangers.
  "E-INVITE-LIMIT": {
    status: 429,
    message: "There have been too many invitations in the last 24 hours.",
    next: "Try again tomorrow.",
  },
  // The same address three times in 24 hours.
  "E-INVITE-REPEATED": {
    status: 429,
    message: "This person was invited three times today.",
    next: "Ask them to check their spam folder, or try again tomorrow.",
  },
  // Who made the account may be somebody else than who has the mailbox: the mailbox chooses the password.
  "E-PASSWORD-FIRST": {
    status: 403,
    message: "Your account has no password yet.",
    next: "Choose one first: sign out, press Forgot password?, and open the link we email you.",
  },
  // Neither WEB_URL nor one of our pages says where the web app is, and a link needs that.
  "E-WEB-URL": {
    status: 500,
    message: "The web app's address is not known, so a link can't be created.",
    next: "Set WEB_URL in the functions' secrets, or invite from the Team page.",
  },
  // The person who accepts an invitation already has an active seat in the workspace.
  "E-SEAT-EXISTS": {
    status: 409,
    message: "You are already in this workspace.",
    next: "Open it.",
  },
  // From is malformed, not a number of the workspace, or not given to this agent.
  "E-FROM": {
    status: 403,
    message: "You can't call from this number.",
    next: "Choose one of your own numbers.",
  },
  // The agent has an unfinished outbound call to another destination, or one that is connected.
  "E-CALL-LIVE": {
    status: 409,
    message: "You are already on a call.",
    next: "Hang up first, then call again.",
  },
  // A ticket that nobody issued, that has been redeemed or is older than 60 s.
  "E-TICKET": {
    status: 409,
    message: "This call took too long to start.",
    next: "Place the call again.",
  },
  // The number's country is not among the workspace's; `country` names it, `001` for a number of none.
  "E-DEST-COUNTRY": {
    status: 422,
    message: "Calls to this country are off in this workspace.",
    next: "Ask an admin to turn the country on.",
  },
  // The number, or a prefix of it, is on the do-not-call list.
  "E-DEST-BLOCKED": {
    status: 422,
    message: "This number is on the workspace's do-not-call list.",
    next: "Ask an admin.",
  },
  // Outside the calling hours; `until` is when they start again.
  "E-HOURS": {
    status: 409,
    message: "It's outside the workspace's calling hours.",
    next: "Call again when they start.",
  },
  // More from one seat than a person does by hand: 30 orders to call, 30 health checks or 600 steps of Setup in a minute, 10
  // presses in a call in 10 seconds.
  "E-TOO-FAST": {
    status: 429,
    message: "Too many requests in a short time.",
    next: "Wait a minute, then try again.",
  },
  // The seat neither placed the call nor took it, or there is no such call.
  "E-CALL-OTHER": {
    status: 403,
    message: "You aren't in this call.",
    next: "Only people in a call can control it.",
  },
  // The press does not fit what the call is by now: nobody is consulted, the leg is gone, somebody else was faster.
  "E-CALL-STATE": {
    status: 409,
    message: "The call has changed in the meantime.",
    next: "Look at the call, then press again.",
  },
  // The colleague is away, offline, on a call, wrapping up or being rung, or has no seat here.
  "E-TARGET": {
    status: 409,
    message: "This person can't be reached right now.",
    next: "Choose someone else.",
  },
  // Three people are being rung for one call.
  "E-TOO-MANY-RINGING": {
    status: 409,
    message: "Three people are already being rung for this call.",
    next: "Wait until one of them answers.",
  },
  // The UUID of the press was used for another command before.
  "E-COMMAND": {
    status: 409,
    message: "This key press was already used for something else.",
    next: "Press again.",
  },
  // The call has been over for five minutes, so nothing more is stored about it.
  "E-CALL-OVER": {
    status: 409,
    message: "This call is over.",
    next: "There is nothing left to do.",
  },
  // A note on a call has more than 5,000 characters.
  "E-NOTE-LONG": {
    status: 413,
    message: "This note is longer than 5,000 characters.",
    next: "Make it shorter.",
  },
  // What was changed or chosen is no longer what the page had read: another tab or another person was first.
  "E-CHANGED": {
    status: 409,
    message: "This was changed in the meantime.",
    next: "Check what is there now, then try again.",
  },
  // Wrap-up is ended early where the workspace requires an outcome, and the call has none.
  "E-OUTCOME-FIRST": {
    status: 409,
    message: "This call needs an outcome first.",
    next: "Choose one.",
  },
  // The agent or the workspace has made all the calls allowed in one minute (`scope`, `limit`).
  "E-CAP-RATE": {
    status: 429,
    message: "Too many calls in one minute.",
    next: "Wait a moment, then call again.",
  },
  // Today's minutes of the agent or the workspace are used up (`scope`, `limit`).
  "E-CAP-MINUTES": {
    status: 429,
    message: "Today's minutes for outgoing calls are used up.",
    next: "Ask an admin to raise the limit.",
  },
  // Calls in progress may still use all the minutes that the workspace has left today.
  "E-CAP-HELD": {
    status: 429,
    message: "The minutes left today are reserved for calls in progress.",
    next: "Call again when one of them ends.",
  },
  // Outgoing calls are paused until `until`: a limit was reached, or an admin paused them (`cause`).
  "E-PAUSED": {
    status: 409,
    message: "Outgoing calls are paused.",
    next: "Ask an admin.",
  },
  // An emergency number, and the From number has no registered address.
  "E-DEST-EMERGENCY": {
    status: 422,
    message: "Emergency numbers can't be called from here.",
    next: "Use a mobile phone.",
  },
  // Premium-rate, shared-cost, personal, mass-calling, directory and satellite numbers.
  "E-DEST-PREMIUM": {
    status: 422,
    message: "Premium-rate and special-rate numbers can't be called from here.",
    next: "Use another number.",
  },
  // Short codes and other numbers that exist only inside one country's network.
  "E-DEST-SHORTCODE": {
    status: 422,
    message: "Short service numbers can't be called from here.",
    next: "Use the full number with its area code.",
  },
  // Two numbers in one text: nobody can know which one is meant.
  "E-DEST-SEVERAL": {
    status: 422,
    message: "This looks like more than one phone number.",
    next: "Keep only the one you want to call.",
  },
  "E-DEST-SHORT": {
    status: 422,
    message: "Too short for a phone number.",
    next: "Check the number.",
  },
  "E-DEST-LONG": {
    status: 422,
    message: "Too long for a phone number.",
    next: "Check the number.",
  },
  // No digits, letters that spell no phone word, an unknown country code, no such number range.
  "E-DEST-FORMAT": {
    status: 422,
    message: "This is not a phone number.",
    next: "Check the number.",
  },
  // `client:`, `sip:` and the like: addresses that are not phone numbers.
  "E-DEST-ADDRESS": {
    status: 422,
    message: "Only phone numbers can be called from here.",
    next: "Enter a phone number.",
  },
  // The body cannot be read, or a field is missing or of the wrong kind.
  "E-BODY": {
    status: 400,
    message: "The request can't be read.",
    next: "Check its fields against the reference.",
  },
  // The webhook's signature is missing or wrong, or its account is unknown: one answer for all.
  "E-SIGNATURE": {
    status: 403,
    message: "The request is not signed by Twilio.",
    next: "Check the workspace's auth token and the webhook's URL.",
  },
  // The hourly run's request carries a secret other than the one in Vault.
  "E-SECRET": {
    status: 403,
    message: "The request does not come from the scheduled job.",
    next: "Only the database's scheduled job can send it.",
  },
  "E-PATH": {
    status: 404,
    message: "There is nothing at this address.",
    next: "Check the address against the reference.",
  },
  "E-METHOD": {
    status: 405,
    message: "This address doesn't accept this method.",
    next: "Send a method that the Allow header names.",
  },
  "E-SIZE": {
    status: 413,
    message: "The request is too large.",
    next: "Send at most 64 kB and 200 fields.",
  },
  "E-TYPE": {
    status: 415,
    message: "The request has the wrong content type.",
    next: "Send JSON or a form.",
  },
  // Twilio refused or did not answer; the log line has Twilio's own code.
  "E-TWILIO": {
    status: 502,
    message: "Twilio did not accept the request.",
    next: "Try again in a minute.",
  },
  // The database is down or too slow.
  "E-DATABASE": {
    status: 503,
    message: "The phone system is not responding.",
    next: "Try again in a minute.",
  },
  // A defect that nothing foresaw. The log line has the request id.
  "E-INTERNAL": {
    status: 500,
    message: "Something went wrong in the phone system.",
    next: "Try again. If it happens again, tell an admin the request ID.",
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof errors;
