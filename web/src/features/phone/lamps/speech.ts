/** Louder than a breath: somebody speaks. 0 to 1. */
const speechLevel = 0.3;
/** Speech is loud in so many of the last tenths of a second; a knock on the desk is not. */
const loudTenths = 4;
const heardTenths = 10;

/**
 * Tells speech from single noises.
 * @returns to be told each tenth of a second's loudness; true once, when speech begins
 */
export function createSpeechSense(): (level: number) => boolean {
  let last: boolean[] = [];
  let speaks = false;
  return (level) => {
    last = [...last, level >= speechLevel].slice(-heardTenths);
    const loud = last.filter(Boolean).length;
    const begins = !speaks && loud >= loudTenths;
    speaks = begins || (speaks && loud > 0);
    return begins;
  };
}
