/**
 * The number of a `tel:` or `callto:` link, its extension behind it as people write it; any other
 * text as it is.
 * https://www.rfc-editor.org/rfc/rfc3966: a local number may name its country as phone-context.
 */
export function readTelLink(text: string): string {
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
