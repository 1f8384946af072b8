// The energy of a stretch of sound at every frequency at once: a fast Fourier transform (radix 2, in place).

/** Squared magnitudes of the first half of the spectrum of `samples`, filled up with zeros to a power of two. */
export function spectrum(samples: Float64Array): Float64Array {
  let size = 1;
  while (size < samples.length) size *= 2;
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  // Bit-reversed order, so that the passes below leave the result in order.
  for (let i = 0, reversed = 0; i < size; i++) {
    real[reversed] = samples[i] ?? 0;
    let bit = size >> 1;
    while (bit > 0 && (reversed & bit) !== 0) {
      reversed ^= bit;
      bit >>= 1;
    }
    reversed |= bit;
  }
  for (let half = 1; half < size; half *= 2) {
    for (let k = 0; k < half; k++) {
      const cosine = Math.cos((-Math.PI * k) / half);
      const sine = Math.sin((-Math.PI * k) / half);
      for (let even = k; even < size; even += 2 * half) {
        const odd = even + half;
        const re = real[odd] ?? 0;
        const im = imaginary[odd] ?? 0;
        const turnedRe = re * cosine - im * sine;
        const turnedIm = re * sine + im * cosine;
        real[odd] = (real[even] ?? 0) - turnedRe;
        imaginary[odd] = (imaginary[even] ?? 0) - turnedIm;
        real[even] = (real[even] ?? 0) + turnedRe;
        imaginary[even] = (imaginary[even] ?? 0) + turnedIm;
      }
    }
  }
  const power = new Float64Array(size / 2);
  for (let bin = 0; bin < power.length; bin++) {
    power[bin] = (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
  }
  return power;
}
