import type { Fact } from '../../core/fact.js';
import type { Said } from '../../core/known.js';
import type { Whereabouts } from '../../core/whereabouts.js';
import { placeOfArn, UNKNOWN_ACCOUNT } from './place.js';

/** An account and a region, as far as they are known. */
interface At {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** Where a declared resource of a service is: by its ARN, else by what its provider and the program say. */
export const awsWhereabouts =
  (service: string) =>
  ({ id, place }: Pick<Fact, 'id' | 'place'>): Whereabouts => {
    const arn = placeOfArn(service)(id);
    const at: At = arn === undefined ? { account: place?.['account']?.name, region: place?.['region']?.name } : partsOf(arn);
    return {
      in(scope) {
        const there = partsOf(scope);
        if (differ(at.account, there.account) || differ(at.region, there.region)) return 'no';
        const certain = at.region !== undefined && there.region !== undefined && (at.account === undefined || there.account !== undefined);
        return certain ? 'yes' : 'maybe';
      },
      unread: (read) => notRead(at, read),
      ...(at.region === undefined ? { open: NO_REGION } : { certain: true }),
    };
  };

/** The parts of `aws:ACCOUNT:REGION`. A reading that ended before it knew who asks names the region alone. */
function partsOf(scope: string): At {
  const [, first = '', second] = scope.split(':');
  if (second === undefined) return /^\d+$/.test(first) ? { account: first, region: undefined } : { account: undefined, region: first };
  return { account: first === UNKNOWN_ACCOUNT ? undefined : first, region: second };
}

const differ = (one: string | undefined, other: string | undefined): boolean => one !== undefined && other !== undefined && one !== other;

function notRead({ account, region }: At, read: readonly string[]): Said {
  if (region !== undefined && !read.some((scope) => partsOf(scope).region === region)) return { message: `${region} was not read: add --region ${region}`, todo: `Add --region ${region}.` };
  // A state may say the region alone; then any account that was read has it.
  return { message: `account ${account ?? 'of the stack'} was not read: scan with its credentials`, todo: 'Scan with credentials of that account, such as by --profile NAME.' };
}

const NO_REGION: Said = {
  message: 'the state does not say its region: neither its ARN, nor its own, nor its provider’s',
  todo: 'Run pulumi refresh, which fills in its ARN, and give the state again.',
};
