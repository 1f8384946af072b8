import type { InviteAnswer, InviteRequest } from "../_shared/contracts/invite.ts";
import type { Invitation } from "../_shared/data/invitation.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { SendMail } from "../_shared/mail/send.ts";
import { invitationMail } from "./mail.ts";
import type { InvitationToken } from "./token.ts";

/** What inviting needs, with real ones in `index.ts`. */
export interface InviteDeps {
  /** The web app's address, without a slash at its end; null when nothing tells it. */
  webUrl: string | null;
  makeToken: () => Promise<InvitationToken>;
  makeInvitation: (
    invited: Pick<InviteRequest, "email" | "role"> & { tokenHash: string },
  ) => Promise<Invitation>;
  /** Null: no mail provider is set up. */
  sendMail: SendMail | null;
  /** Told why a mail was not sent. */
  onMailFailed: (error: unknown) => void;
}

/**
 * Makes the invitation and its link, and mails it where a provider is set up. A provider that fails
 * takes nothing away: the admin has the link to copy.
 * @throws Failure `E-WEB-URL`, `E-SEAT`, `E-ADMIN`, `E-INVITE-SEATED`, `E-INVITE-LIMIT`,
 * `E-INVITE-REPEATED`
 */
export async function invite(
  { email, role }: Pick<InviteRequest, "email" | "role">,
  { webUrl, makeToken, makeInvitation, sendMail, onMailFailed }: InviteDeps,
): Promise<InviteAnswer> {
  if (webUrl === null) throw new Failure("E-WEB-URL");
  const { token, hash } = await makeToken();
  const made = await makeInvitation({ email, role, tokenHash: hash });
  const link = `${webUrl}/join#${token}`;
  return {
    invitationId: made.id,
    email: made.email,
    expiresAt: made.expiresAt,
    link,
    mail: await send(),
  };

  async function send(): Promise<InviteAnswer["mail"]> {
    if (sendMail === null) return "off";
    try {
      await sendMail(invitationMail({ ...made, to: made.email, link }));
      return "sent";
    } catch (error) {
      onMailFailed(error);
      return "failed";
    }
  }
}
