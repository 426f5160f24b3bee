/** Answers the functions that programs commonly ask AWS; any other says by name that the stand-in lacks it. */
export function invoke(token, args, { account, region }) {
  const known = FUNCTIONS[token];
  if (known === undefined) throw new Error(`the test provider has no function ${token}`);
  return known(args, { account, region: args.region ?? region });
}

const FUNCTIONS = {
  'aws:index/getCallerIdentity:getCallerIdentity': (_, { account }) => ({
    id: account, accountId: account, arn: `arn:aws:iam::${account}:root`, userId: account,
  }),
  'aws:index/getRegion:getRegion': (_, { region }) => ({
    id: region, name: region, region, endpoint: `ec2.${region}.amazonaws.com`, description: region,
  }),
  'aws:index/getPartition:getPartition': () => ({
    id: 'aws', partition: 'aws', dnsSuffix: 'amazonaws.com', reverseDnsPrefix: 'com.amazonaws',
  }),
  'aws:index/getAvailabilityZones:getAvailabilityZones': (args, { region }) => ({
    ...args, id: region, names: ['a', 'b', 'c'].map((zone) => `${region}${zone}`), zoneIds: ['az1', 'az2', 'az3'],
  }),
  'aws:ec2/getAmi:getAmi': (args, { region }) => ({
    ...args, id: 'ami-0123456789abcdef0', arn: `arn:aws:ec2:${region}::image/ami-0123456789abcdef0`, name: 'al2023-ami', architecture: 'x86_64',
  }),
  'aws:ec2/getVpc:getVpc': (args, { account, region }) => ({
    ...args, id: 'vpc-0123456789abcdef0', arn: `arn:aws:ec2:${region}:${account}:vpc/vpc-0123456789abcdef0`, cidrBlock: '172.31.0.0/16', default: true,
  }),
  'aws:ec2/getSubnets:getSubnets': (args, { region }) => ({ ...args, id: region, ids: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'] }),
  'aws:ecr/getAuthorizationToken:getAuthorizationToken': (args, { account, region }) => ({
    ...args, id: region, userName: 'AWS', password: 'not a password', authorizationToken: 'bm90IGEgdG9rZW4=',
    expiresAt: '2999-12-31T00:00:00Z', proxyEndpoint: `https://${account}.dkr.ecr.${region}.amazonaws.com`,
  }),
  'aws:ssm/getParameter:getParameter': (args, { account, region }) => ({
    ...args, id: args.name, arn: `arn:aws:ssm:${region}:${account}:parameter${args.name}`, type: 'String', value: 'ami-0123456789abcdef0', version: 1,
  }),
  'aws:iam/getPolicyDocument:getPolicyDocument': (args) => {
    const json = JSON.stringify(policyDocument(args), undefined, 2);
    return { ...args, id: '1', json, minifiedJson: JSON.stringify(JSON.parse(json)) };
  },
};

function policyDocument({ version = '2012-10-17', policyId, statements = [] }) {
  return { Version: version, ...(policyId === undefined ? {} : { Id: policyId }), Statement: statements.map(statement) };
}

function statement({ sid, effect = 'Allow', actions, notActions, resources, notResources, principals, notPrincipals, conditions }) {
  return defined({
    Sid: sid, Effect: effect, Action: short(actions), NotAction: short(notActions), Resource: short(resources),
    NotResource: short(notResources), Principal: principal(principals), NotPrincipal: principal(notPrincipals),
    Condition: condition(conditions),
  });
}

const defined = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
/** One value stands alone, as in the documents that the real function writes. */
const short = (values) => (values?.length === 1 ? values[0] : values);

function principal(principals) {
  if (principals === undefined) return undefined;
  return Object.fromEntries(principals.map(({ type, identifiers }) => [type, short(identifiers)]));
}

function condition(conditions) {
  if (conditions === undefined) return undefined;
  const result = {};
  for (const { test, variable, values } of conditions) (result[test] ??= {})[variable] = short(values);
  return result;
}
