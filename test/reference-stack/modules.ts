import { fileURLToPath } from 'node:url';

/** The reference stack's folder. */
export const FOLDER = fileURLToPath(new URL('../../reference-stack/', import.meta.url));

/** What tests use of `reference-stack/config.ts` and its neighbours. */
export interface ConfigModule {
  readSettings(source: ConfigSource, now?: Date): Settings;
  RETENTION_DAYS: readonly number[];
  CONFIG_KEYS: readonly string[];
}

/** What tests use of `reference-stack/certificates.ts`. */
export interface CertificatesModule {
  certificateProblems(pem: string, caBundle: string, now: Date): string[];
  privateKeyProblems(pem: string, certificate: string): string[];
}

/** Where configuration comes from. */
export interface ConfigSource {
  get(key: string): string | undefined;
  keys?(): string[];
}

/** Checked settings, as far as tests look into them. */
export interface Settings {
  retentionDays: number;
  logGroupName: string;
  logStreamName: string;
  destination: { kind: string; url?: string; privateKey?: unknown; image?: string; identity?: unknown; allowedCidrs?: string[] };
  protect: boolean;
  tags: Record<string, string>;
}

/**
 * Loads a module of the reference stack. The stack is a package of its own, CommonJS as Pulumi programs are, with its
 * own compiler settings: it is loaded by name, so that this project's compiler leaves it to its own.
 */
export async function load<T>(file: string): Promise<T> {
  return (await import(/* @vite-ignore */ `${FOLDER}${file}`)) as T;
}
