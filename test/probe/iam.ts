import { randomUUID } from 'node:crypto';
import type { Moto } from '../rig/moto.js';

/** Keys of an IAM user. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Makes an IAM user in moto who may do what the policy says, once it is enforced. */
export async function iamUser(moto: Moto, policy: string): Promise<Keys> {
  const user = `user-${randomUUID()}`;
  const iam = async (parameters: Record<string, string>): Promise<string> => {
    const authorization = `AWS4-HMAC-SHA256 Credential=x/20260101/${moto.region}/iam/aws4_request, SignedHeaders=host, Signature=x`;
    const response = await fetch(moto.url, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ Version: '2010-05-08', ...parameters }) });
    return response.text();
  };
  await iam({ Action: 'CreateUser', UserName: user });
  await iam({ Action: 'PutUserPolicy', UserName: user, PolicyName: 'granted', PolicyDocument: policy });
  const key = await iam({ Action: 'CreateAccessKey', UserName: user });
  const field = (name: string): string => new RegExp(`<${name}>(.+?)<`).exec(key)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey') };
}

/** Does the work while moto enforces IAM; before and after, any keys may do anything. */
export async function enforcing<T>(moto: Moto, work: () => Promise<T>): Promise<T> {
  const enforceAfter = (calls: number) => fetch(`${moto.url}/moto-api/reset-auth`, { method: 'POST', body: String(calls) });
  await enforceAfter(0);
  try {
    return await work();
  } finally {
    await enforceAfter(1_000_000);
  }
}
