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
    message: "This is not your seat in this workspace.",
    next: "Ask an admin of the workspace.",
  },
  // The workspace lacks what Twilio needs: account, auth token, TwiML App or API key.
  "E-CONFIG": {
    status: 409,
    message: "This phone is not connected yet.",
    next: "An admin of the workspace has to connect Twilio first.",
  },
  // Twilio does not know the account SID with this auth token, or the API key: rotated or mistyped.
  "E-CREDENTIALS": {
    status: 409,
    message: "Twilio does not accept this workspace's credentials.",
    next: "An admin has to check the account SID and the auth token.",
  },
  // The person's seat is not an admin's.
  "E-ADMIN": {
    status: 403,
    message: "Only an admin of the workspace can do this.",
    next: "Ask an admin.",
  },
  // The person made five workspaces within a day.
  "E-WORKSPACE-LIMIT": {
    status: 429,
    message: "You made five workspaces within a day.",
    next: "Use one of them, or make another tomorrow.",
  },
  // The account SID is stored for another workspace of this installation.
  "E-ACCOUNT-TAKEN": {
    status: 409,
    message: "Another workspace is connected to this Twilio account.",
    next: "Disconnect it there first, or use a subaccount of its own.",
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
    next: "Activate it in Twilio's console, then press Save again.",
  },
  // What was typed as the next token is the token already.
  "E-TOKEN-SAME": {
    status: 409,
    message: "This is the token that is stored already.",
    next: "Create a secondary token in Twilio's console and copy that one.",
  },
  // Twilio still takes the token, so that the next one was not promoted yet and signs nothing.
  "E-TOKEN-PRIMARY": {
    status: 409,
    message: "Twilio still signs with the present token.",
    next: "Promote the secondary token in Twilio's console, then try again.",
  },
  // Forgetting an account without Twilio, while Twilio opens it.
  "E-ACCOUNT-LIVE": {
    status: 409,
    message: "Twilio accepts this account and token.",
    next: "Press Disconnect: it leaves nothing behind at Twilio.",
  },
  // 20 test calls from one workspace in an hour: each is billed; `until` is when the next one may be made.
  "E-TEST-LIMIT": {
    status: 429,
    message: "This workspace made 20 test calls within an hour.",
    next: "Try again later.",
  },
  // Two people connect the workspace at once, and the other one was first.
  "E-BUSY": {
    status: 409,
    message: "Somebody else is connecting this workspace right now.",
    next: "Press Save again.",
  },
  // Twilio does not have the number any more, or it was never this account's.
  "E-NUMBER-GONE": {
    status: 404,
    message: "This number is not in the Twilio account any more.",
    next: "Load the numbers again.",
  },
  "E-NUMBER-VOICE": {
    status: 409,
    message: "This number can't take calls.",
    next: "Pick a number with voice.",
  },
  // A number's calls go to another region than US1, where tokens and keys of US1 do not work.
  "E-NUMBER-REGION": {
    status: 409,
    message: "Twilio handles this number's calls outside of its US1 region.",
    next:
      "Set the number's region to United States (US1) in Twilio's console, then press Save again.",
  },
  "E-NUMBER-TAKEN": {
    status: 409,
    message: "Another workspace has this number.",
    next: "Disconnect it there first, or leave this number out.",
  },
  // A number is released while a call goes on over it.
  "E-NUMBER-BUSY": {
    status: 409,
    message: "A call is going on over this number.",
    next: "Wait until it has ended, then release the number.",
  },
  // A number is put away while its calls still come to our app.
  "E-NUMBER-HERE": {
    status: 409,
    message: "Calls to this number still come here.",
    next: "Give it back first.",
  },
  // The number to buy is the account's already, and something else answers it.
  "E-NUMBER-ELSEWHERE": {
    status: 409,
    message: "This number is in the account already, and something else answers it.",
    next: "Bring it in on the Connection page.",
  },
  // Twilio sold the number to somebody else since it was found.
  "E-NUMBER-SOLD": {
    status: 409,
    message: "This number is not for sale any more.",
    next: "Pick another one.",
  },
  // The country wants an address with the number, or one within it.
  "E-NUMBER-ADDRESS": {
    status: 409,
    message: "Twilio sells this number only with an address that fits it.",
    next: "Pick an address, or add one in Twilio’s console.",
  },
  // The country wants to know who uses the number: a bundle that Twilio approved for this kind.
  "E-NUMBER-BUNDLE": {
    status: 409,
    message: "Twilio sells this number only with an approved regulatory bundle that fits it.",
    next: "Pick a bundle, or hand one in in Twilio’s console.",
  },
  // A trial account has its one number already.
  "E-NUMBER-TRIAL": {
    status: 409,
    message: "A trial account has one number at most.",
    next: "Upgrade the account in Twilio’s console, then buy the number.",
  },
  // Twilio did not answer an order, and the account can't be looked into either.
  "E-NUMBER-UNSURE": {
    status: 502,
    message: "Twilio did not say whether the number was bought.",
    next: "Press again in a minute: it looks first, and never buys twice.",
  },
  // An invitation's link that nobody made, or that is expired, used or withdrawn: one answer for all.
  "E-INVITE-GONE": {
    status: 404,
    message: "This invitation is no longer valid.",
    next: "Ask an admin of the workspace for a new one.",
  },
  // The invitation is bound to another address than the person's confirmed one.
  "E-INVITE-OTHER": {
    status: 403,
    message: "This invitation is for another email address.",
    next: "Sign in with the address that was invited.",
  },
  // Somebody with an active seat in the workspace is invited to it.
  "E-INVITE-SEATED": {
    status: 409,
    message: "This person is in the workspace already.",
    next: "Change the role in the list of people instead.",
  },
  // Counted over 24 hours, by workspace and by person: nobody is to mail strangers through us.
  "E-INVITE-LIMIT": {
    status: 429,
    message: "You can't send more invitations today.",
    next: "Try again tomorrow. The limit is 50 a day, or 10 until a Twilio account is connected.",
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
  // Neither WEB_URL nor a page of ours tells where the web app is, and a link needs it.
  "E-WEB-URL": {
    status: 500,
    message: "The address of the web app is not known, so a link can't be made.",
    next: "Set WEB_URL in the functions' secrets, or invite from the Team page.",
  },
  // The person who accepts an invitation has an active seat in the workspace.
  "E-SEAT-EXISTS": {
    status: 409,
    message: "You are in this workspace already.",
    next: "Open it.",
  },
  // From is malformed, not a number of the workspace, or not given to this agent.
  "E-FROM": {
    status: 403,
    message: "You can't call from this number.",
    next: "Pick one of your own numbers.",
  },
  // The agent has an unfinished outbound call to another destination, or one that is connected.
  "E-CALL-LIVE": {
    status: 409,
    message: "You are on a call already.",
    next: "Hang up first, then call again.",
  },
  // A ticket that nobody issued, that is used up or older than 60 s.
  "E-TICKET": {
    status: 409,
    message: "This call waited too long.",
    next: "Place the call again.",
  },
  // The number's country is not among the workspace's; `country` names it, `001` for a number of none.
  "E-DEST-COUNTRY": {
    status: 422,
    message: "Calls to this country are off in this workspace.",
    next: "Ask an admin to turn the country on.",
  },
  // The number, or what it begins with, is on the do-not-call list.
  "E-DEST-BLOCKED": {
    status: 422,
    message: "This number is on the workspace's do-not-call list.",
    next: "Ask an admin.",
  },
  // Outside of the calling hours; `until` is when they begin again.
  "E-HOURS": {
    status: 409,
    message: "These are not the workspace's calling hours.",
    next: "Call again when they begin.",
  },
  // As many calls in the last minute as the agent or the workspace may make (`scope`, `limit`).
  "E-CAP-RATE": {
    status: 429,
    message: "These are too many calls in a minute.",
    next: "Wait a moment, then call again.",
  },
  // The agent's or the workspace's minutes of today are used up (`scope`, `limit`).
  "E-CAP-MINUTES": {
    status: 429,
    message: "The minutes for calls out are used up for today.",
    next: "Ask an admin to raise the limit.",
  },
  // Other calls that go on may still take all the minutes that the workspace has left today.
  "E-CAP-HELD": {
    status: 429,
    message: "Other calls need the minutes that are left today.",
    next: "Call again when one of them ends.",
  },
  // Calls out are paused until `until`: a limit was reached, or an admin did it (`cause`).
  "E-PAUSED": {
    status: 409,
    message: "Calls out are paused.",
    next: "Ask an admin.",
  },
  // An emergency number, and the From number has no registered address.
  "E-DEST-EMERGENCY": {
    status: 422,
    message: "Emergency numbers can't be called from here.",
    next: "Use a mobile phone.",
  },
  "E-DEST-PREMIUM": {
    status: 422,
    message: "Premium-rate numbers can't be called from here.",
    next: "Use another number.",
  },
  // Short codes and other numbers that exist only inside one country's network.
  "E-DEST-SHORTCODE": {
    status: 422,
    message: "Short service numbers can't be called from here.",
    next: "Use the full number with its area code.",
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
  // No digits, letters that are no telephone words, an unknown country code, no such number range.
  "E-DEST-FORMAT": {
    status: 422,
    message: "This is not a phone number.",
    next: "Check the number.",
  },
  // `client:`, `sip:` and the like: addresses that are not telephone numbers.
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
  // The hourly run's request carries another secret than the one in Vault.
  "E-SECRET": {
    status: 403,
    message: "The request does not come from the schedule.",
    next: "Let the database's job send it.",
  },
  "E-PATH": {
    status: 404,
    message: "There is nothing at this address.",
    next: "Check the address against the reference.",
  },
  "E-METHOD": {
    status: 405,
    message: "This address takes POST only.",
    next: "Send a POST request.",
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
  // Twilio refused or did not answer; the log line names Twilio's own code.
  "E-TWILIO": {
    status: 502,
    message: "Twilio did not take the request.",
    next: "Try again in a minute.",
  },
  // The database is down or too slow.
  "E-DATABASE": {
    status: 503,
    message: "The phone system does not answer.",
    next: "Try again in a minute.",
  },
  // A defect: an answer that nothing foresaw. The log line has the request id.
  "E-INTERNAL": {
    status: 500,
    message: "The phone system has a fault.",
    next: "Try again, then tell an admin the request id.",
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof errors;
