import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Who may speak to the apiserver of the rig. */
export type RigUser = 'admin' | 'scanner' | 'nobody';

/** Bearer tokens, by user. They open a server on loopback that is gone in minutes. */
export const tokens: Readonly<Record<RigUser, string>> = {
  admin: 'admin-token',
  scanner: 'scanner-token',
  nobody: 'nobody-token',
};

/** Writes the token file: only the admin is in a group, and that one may do everything. */
export function writeTokens(folder: string): string {
  return write(folder, 'tokens.csv', [
    `${tokens.admin},admin,1,"system:masters"`,
    `${tokens.scanner},logproof,2`,
    `${tokens.nobody},nobody,3`,
    '',
  ].join('\n'));
}

/** Writes the key pair that service account tokens would be signed with: the server does not start without. */
export function writeServiceAccountKeys(folder: string): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey: write(folder, 'sa.pub', pair.publicKey), privateKey: write(folder, 'sa.key', pair.privateKey) };
}

/** Writes the kubeconfig with which the apiserver finds its audit webhook. */
export function writeWebhook(folder: string, webhook: { url: string; ca?: string }): string {
  const ca = webhook.ca === undefined ? {} : { 'certificate-authority-data': base64(webhook.ca) };
  return writeKubeconfig(folder, 'audit-webhook', { server: webhook.url, ...ca }, 'audit', {});
}

/** Writes the kubeconfig of one user. */
export function writeUserKubeconfig(folder: string, user: RigUser, url: string, caFile: string, context: string): string {
  const cluster = { server: url, 'certificate-authority-data': base64(readFileSync(caFile, 'utf8')) };
  return writeKubeconfig(folder, user, cluster, context, { token: tokens[user] });
}

/** Writes a text into the folder and returns its path. */
export function write(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

function writeKubeconfig(folder: string, name: string, cluster: object, context: string, user: object): string {
  return write(folder, `${name}.kubeconfig`, stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: context, cluster }],
    users: [{ name, user }],
    contexts: [{ name: context, context: { cluster: context, user: name } }],
    'current-context': context,
  }));
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
