export { MailLinkPage as default } from "../features/sign-in/mail-link-page.tsx";
