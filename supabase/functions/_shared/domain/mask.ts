/**
 * Hides telephone numbers in a text that goes to the log: the first two digits and the last two
 * stay, so that a person who knows the number can recognise it.
 */
export function maskNumbers(text: string): string {
  return text.replace(/\+?\d{6,}/g, (number) => {
    const head = number.startsWith("+") ? 3 : 2;
    return number.slice(0, head) + "*".repeat(number.length - head - 2) + number.slice(-2);
  });
}
