import { AwsError } from '../aws-error.js';
import { operations, type Service } from '../operation.js';
import { query, type QueryOperation } from '../wires/query.js';

/** The Security Token Service. Asking it who asks takes no permission. */
const sts: Service<QueryOperation> = {
  signedAs: 'sts',
  iam: undefined,
  wire: query('https://sts.amazonaws.com/doc/2011-06-15/'),
  unfitInput: 'ValidationError',
  expiredPageToken: new AwsError('InvalidParameterValue', 'The specified token is invalid.'),
};

/** Who asks. */
export default operations(sts, {
  GetCallerIdentity: ({ account }) => ({ Arn: account.callerArn, UserId: 'AIDASIMULATOR', Account: account.id }),
});
