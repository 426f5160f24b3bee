import { createHash } from 'node:crypto';
import { ACCOUNT } from './aws-names.mjs';

const digits = (text, count) => createHash('sha256').update(String(text)).digest('hex').slice(0, count);
const numbered = (text, count) => BigInt(`0x${digits(text, 16)}`).toString().slice(0, count);

/**
 * What AWS adds to a resource beside its id and ARN, by type: programs build on it. The endpoint of an EKS cluster names a server
 * that is not there; the stand-in for Kubernetes knows it by its domain.
 */
const ADDED = {
  'aws:apigateway/deployment:Deployment': ({ restApi }, region) => ({ invokeUrl: `https://${restApi}.execute-api.${region}.amazonaws.com/` }),
  'aws:apigateway/restApi:RestApi': ({ id, name }, region) => ({
    rootResourceId: digits(`${name} root`, 10), executionArn: `arn:aws:execute-api:${region}:${ACCOUNT}:${id}`,
  }),
  'aws:apigateway/stage:Stage': ({ restApi, stageName }, region) => ({ invokeUrl: `https://${restApi}.execute-api.${region}.amazonaws.com/${stageName}` }),
  'aws:bedrock/agentAgent:AgentAgent': ({ agentName }) => ({ agentId: digits(agentName, 10).toUpperCase(), agentVersion: 'DRAFT' }),
  'aws:cloudfront/distribution:Distribution': ({ id }) => ({ domainName: `d${digits(id, 13)}.cloudfront.net`, hostedZoneId: 'Z2FDTNDATAQYW2' }),
  'aws:cloudfront/originAccessIdentity:OriginAccessIdentity': ({ id }) => ({
    iamArn: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`, cloudfrontAccessIdentityPath: `origin-access-identity/cloudfront/${id}`,
  }),
  'aws:ecr/repository:Repository': ({ name }, region) => ({
    registryId: ACCOUNT, repositoryUrl: `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com/${name}`,
  }),
  'aws:eks/cluster:Cluster': ({ name }, region) => ({
    certificateAuthority: { data: Buffer.from(`authority of ${name}`).toString('base64') },
    endpoint: `https://${digits(name, 32).toUpperCase()}.gr7.${region}.eks.amazonaws.com`,
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${region}.amazonaws.com/id/${digits(name, 32).toUpperCase()}` }] }],
  }),
  'aws:iam/instanceProfile:InstanceProfile': ({ name }) => ({ uniqueId: digits(name, 20).toUpperCase() }),
  'aws:lambda/function:Function': ({ arn }, region) => ({
    invokeArn: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`, version: '$LATEST',
  }),
  'aws:lb/loadBalancer:LoadBalancer': ({ name }, region) => ({ dnsName: `${name}-${numbered(name, 10)}.${region}.elb.amazonaws.com` }),
  'aws:s3/bucket:Bucket': ({ bucket }, region) => bucketNames(bucket, region),
  'aws:s3/bucketV2:BucketV2': ({ bucket }, region) => bucketNames(bucket, region),
  'aws:ssm/activation:Activation': ({ id }) => ({ activationCode: digits(id, 20) }),
  'aws:synthetics/canary:Canary': ({ name }, region) => ({ engineArn: `arn:aws:lambda:${region}:${ACCOUNT}:function:cwsyn-${name}:1` }),
};

const bucketNames = (bucket, region) => ({
  bucketDomainName: `${bucket}.s3.amazonaws.com`, bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
});

/** The outputs that the service adds to these properties, which have their id and ARN. */
export const addedTo = (type, properties, region) => ADDED[type]?.(properties, region) ?? {};
