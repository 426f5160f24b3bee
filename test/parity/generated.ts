import type * as fc from 'fast-check';
import type { Settings } from '../../policypack/core/settings.js';
import { settingsOf } from '../pulumi/in-process.js';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { stacks, type AStack } from './stacks.js';

/** The same stacks in every run. */
export const SEED = 20260601;

const base64 = (pem: string): string => Buffer.from(pem).toString('base64');

/** Stacks whose certificates are current, or expired, on the day of the tests and on any later one. */
export const generatedStacks = (): fc.Arbitrary<AStack> =>
  stacks({
    current: base64(selfSignedCertificate({ notBefore: new Date('2026-01-01'), notAfter: new Date('2126-01-01') }).certificate),
    expired: base64(selfSignedCertificate({ notBefore: new Date('2025-01-01'), notAfter: new Date('2026-01-01') }).certificate),
  });

const settings = new Map<object, Settings>();

/** A configuration is shared by many stacks, and validated once. */
export function settingsFor({ configuration }: AStack): Settings {
  const known = settings.get(configuration) ?? settingsOf({ logproof: JSON.stringify(configuration) });
  settings.set(configuration, known);
  return known;
}
