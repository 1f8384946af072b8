/** WhatsApp's links have a whole number with its country code and without a plus. */
const chat =
  /^\s*(?:(?:https?:\/\/)?(?:wa\.me\/|(?:api\.|www\.)?whatsapp\.com\/send\/?\?(?:\S*&)?phone=)|whatsapp:\/\/send\/?\?(?:\S*&)?phone=)(?:\+|%2B)?(\d+)/i;

/**
 * The number of a `tel:`, `callto:` or WhatsApp link, its extension behind it as people write it; any
 * other text as it is.
 * https://www.rfc-editor.org/rfc/rfc3966: a local number may name its country as phone-context.
 */
export function readTelLink(text: string): string {
  const chatNumber = chat.exec(text)?.[1];
  if (chatNumber !== undefined) return `+${chatNumber}`;
  const link = /^\s*(?:tel|callto):(?:\/\/)?([^;?]*)(.*)$/is.exec(text);
  if (!link) return text;
  const number = decode(link[1] ?? "");
  const parameters = link[2] ?? "";
  const context = /;phone-context=(\+\d+)/i.exec(parameters)?.[1];
  const extension = /;ext=([\d.() -]*\d)/i.exec(decode(parameters))?.[1];
  const whole = context && !number.trim().startsWith("+") ? `${context} ${number}` : number;
  return extension === undefined ? whole : `${whole};ext=${extension.replaceAll(/\D/g, "")}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
