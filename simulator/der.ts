/** Distinguished encoding (ITU-T X.690) of the few types that an X.509 certificate is made of. */

/** One element: tag, length, content. */
export function element(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = unsigned(body.length);
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const sequence = (...items: Buffer[]): Buffer => element(0x30, ...items);
export const set = (...items: Buffer[]): Buffer => element(0x31, ...items);
export const octets = (content: Buffer): Buffer => element(0x04, content);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));
export const truth = (): Buffer => element(0x01, Buffer.from([0xff]));

/** A bit string whose last `unused` bits do not count. */
export const bits = (content: Buffer, unused = 0): Buffer => element(0x03, Buffer.from([unused]), content);

/** An element tagged by its place in the structure around it. */
export const tagged = (number: number, content: Buffer): Buffer => element(0xa0 | number, content);

/** A non-negative integer from its big-endian bytes: a leading zero keeps it positive. */
export function integer(bytes: Buffer): Buffer {
  return element(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** An object identifier from its dotted form. */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A time in seconds, UTC: with two digits of the year up to 2049, with four after (RFC 5280, 4.1.2.5). */
export function time(moment: Date): Buffer {
  const text = moment.toISOString().replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
  return moment.getUTCFullYear() < 2050 ? element(0x17, Buffer.from(text.slice(2), 'ascii')) : element(0x18, Buffer.from(text, 'ascii'));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function unsigned(value: number): Buffer {
  const digits: number[] = [];
  for (let left = value; left > 0; left >>>= 8) digits.unshift(left & 0xff);
  return Buffer.from(digits);
}
