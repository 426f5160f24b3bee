import type { LifecycleRule, ObjectLockConfiguration } from '@aws-sdk/client-s3';
import { known, type Gap } from '../../../../policypack/core/known.js';
import type { AnswerPlace } from '../../answered.js';
import { defaultLock, expirationRule, type Asked, type AskedBucket } from './fact.js';

/** What each call answers of a bucket, by its name; an error by its code. */
export interface BucketAnswers {
  readonly Bucket: string;
  readonly GetBucketVersioning?: { readonly Status?: string; readonly code?: string };
  readonly GetObjectLockConfiguration?: { readonly ObjectLockConfiguration?: ObjectLockConfiguration; readonly code?: string };
  readonly GetBucketLifecycleConfiguration?: { readonly Rules?: LifecycleRule[]; readonly code?: string };
}

type Call = Exclude<keyof BucketAnswers, 'Bucket'>;

/** What a bucket was asked, by its answers. */
export function askedIn(answers: BucketAnswers, place: AnswerPlace): AskedBucket {
  const told = <N extends Call, T>(call: N, tell: (answer: NonNullable<BucketAnswers[N]>) => T): Asked<T> => asked(answers[call], () => place.notAsked(`how the bucket keeps what it holds (${call})`), tell);
  return {
    versioned: told('GetBucketVersioning', ({ Status }) => Status === 'Enabled'),
    lock: told('GetObjectLockConfiguration', ({ ObjectLockConfiguration: lock = {} }) => defaultLock(lock)),
    expirations: told('GetBucketLifecycleConfiguration', ({ Rules = [] }) => Rules.flatMap(expirationRule)),
  };
}

/** One answer: a configuration, none of it (a 404 of its own), no bucket, or nothing. */
function asked<A extends { readonly code?: string }, T>(answer: A | undefined, notAsked: () => Gap, tell: (answer: A) => T): Asked<T> {
  if (answer === undefined) return notAsked();
  if (answer.code !== undefined) return known(answer.code === 'NoSuchBucket' ? 'no bucket' : 'unset');
  return known(tell(answer));
}
