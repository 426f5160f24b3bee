import { randomInt } from 'node:crypto';

/** Slots at first; they double before two thirds of them are taken. */
const FIRST_SLOTS = 256;

/**
 * Which texts were seen, at eight bytes or so to each slot instead of the text: a million names take 16 MB. Two texts are taken for
 * one with a probability of one in 18,000 among a million of them, and nobody can choose two that are: the seed is new each time.
 */
export class Distinct {
  readonly #seed = randomInt(2 ** 32);
  /** Digests, by open addressing; 0 is an empty slot. */
  #slots = new Float64Array(FIRST_SLOTS);
  #taken = 0;

  /** Whether the text is new. */
  add(text: string): boolean {
    if (!put(this.#slots, digest(text, this.#seed))) return false;
    this.#taken += 1;
    if (this.#taken * 3 > this.#slots.length * 2) this.#grow();
    return true;
  }

  #grow(): void {
    const grown = new Float64Array(this.#slots.length * 2);
    for (const one of this.#slots) if (one !== 0) put(grown, one);
    this.#slots = grown;
  }
}

/** @returns whether it was not there */
function put(slots: Float64Array, one: number): boolean {
  // As many slots as a power of two.
  const mask = slots.length - 1;
  let at = one % slots.length;
  for (let found = slots[at]; found !== 0; found = slots[at]) {
    if (found === one) return false;
    at = (at + 1) & mask;
  }
  slots[at] = one;
  return true;
}

/** 53 bits of a text, never 0. Source: cyrb53 by bryc, public domain: two multiplicative hashes that are mixed. */
function digest(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 2 ** 32 * (b & 0x1f_ffff) + (a >>> 0) || 1;
}
