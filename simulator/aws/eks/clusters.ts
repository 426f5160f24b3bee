import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import { pageToken, readPageToken, requiredText, text, type Input } from '../input.js';
import { operations, type Service } from '../operation.js';
import { restJson, type RestJsonOperation } from '../wires/rest-json.js';

declare module '../account.js' {
  interface RegionSeed {
    /** Clusters of EKS. */
    readonly clusters?: readonly ClusterSeed[];
  }
}

/** A cluster of EKS. */
export interface ClusterSeed {
  readonly name: string;
  /** `https://….eks.amazonaws.com`. Absent: none yet, as of one that is being made. */
  readonly endpoint?: string;
  /** Types of control-plane logs that are on. Default: none. */
  readonly logTypes?: readonly string[];
}

/** Amazon EKS. */
const eks: Service<RestJsonOperation> = {
  signedAs: 'eks',
  iam: 'eks',
  wire: restJson,
  unfitInput: 'InvalidParameterException',
  expiredPageToken: new AwsError('InvalidParameterException', 'The specified nextToken is invalid.'),
};

/** The clusters of a region, as they were made. */
export default operations(eks, {
  ListClusters: { http: 'GET /clusters', answer: listClusters },
  DescribeCluster: { http: 'GET /clusters/{name}', answer: describeCluster },
});

/** What may be asked for, and what is answered: fewer, so that who ignores the token is seen to. */
const [MOST_ASKED, MOST_A_PAGE] = [100, 10];

/** ListClusters, in the order of names. */
function listClusters({ seed }: Region, input: Input): object {
  const asked = Number(text(input, 'maxResults') ?? MOST_ASKED);
  if (!Number.isInteger(asked) || asked < 1 || asked > MOST_ASKED) throw new AwsError('InvalidParameterException', `maxResults: expected 1 to ${MOST_ASKED}`);
  const most = Math.min(asked, MOST_A_PAGE);
  const after = readPageToken(text(input, 'nextToken'));
  const left = (seed.clusters ?? []).map(({ name }) => name).sort().filter((name) => after === undefined || name > after);
  return { clusters: left.slice(0, most), nextToken: left.length > most ? pageToken(left[most - 1]!) : null };
}

/** Every type of control-plane logs. Source: Amazon EKS API, LogSetup. */
const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

function describeCluster(region: Region, input: Input): object {
  const name = requiredText(input, 'name');
  const cluster = (region.seed.clusters ?? []).find((one) => one.name === name);
  if (!cluster) throw new AwsError('ResourceNotFoundException', `No cluster found for name: ${name}.`, 404);
  const { endpoint, logTypes = [] } = cluster;
  const [on, off] = [LOG_TYPES.filter((type) => logTypes.includes(type)), LOG_TYPES.filter((type) => !logTypes.includes(type))];
  const setups = [{ types: on, enabled: true }, { types: off, enabled: false }].filter(({ types }) => types.length > 0);
  return {
    cluster: {
      name,
      arn: region.arnOf('eks', `cluster/${name}`),
      createdAt: region.opened / 1000,
      version: '1.33',
      status: endpoint === undefined ? 'CREATING' : 'ACTIVE',
      ...(endpoint !== undefined && { endpoint }),
      logging: { clusterLogging: setups },
    },
  };
}
