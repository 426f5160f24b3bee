import { createHash } from 'node:crypto';
import { autoName } from './names.mjs';

/** The account that moto answers for. */
export const ACCOUNT = '123456789012';

/** The region when neither the program nor its configuration names one. */
export const region = () => process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';

/** The input that names a resource and that the real provider fills when the program leaves it out. */
const NAMED_BY = {
  'aws:apigateway/restApi:RestApi': 'name',
  'aws:cloudwatch/eventRule:EventRule': 'name',
  'aws:cloudwatch/logGroup:LogGroup': 'name',
  'aws:cloudwatch/logStream:LogStream': 'name',
  'aws:cloudwatch/queryDefinition:QueryDefinition': 'name',
  'aws:cloudtrail/trail:Trail': 'name',
  'aws:cloudtrail/eventDataStore:EventDataStore': 'name',
  'aws:dynamodb/table:Table': 'name',
  'aws:ec2/securityGroup:SecurityGroup': 'name',
  'aws:ecr/repository:Repository': 'name',
  'aws:ecs/cluster:Cluster': 'name',
  'aws:ecs/service:Service': 'name',
  'aws:eks/cluster:Cluster': 'name',
  'aws:iam/group:Group': 'name',
  'aws:iam/instanceProfile:InstanceProfile': 'name',
  'aws:iam/policy:Policy': 'name',
  'aws:iam/role:Role': 'name',
  'aws:iam/rolePolicy:RolePolicy': 'name',
  'aws:iam/user:User': 'name',
  'aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream': 'name',
  'aws:kinesis/stream:Stream': 'name',
  'aws:kms/alias:Alias': 'name',
  'aws:lambda/function:Function': 'name',
  'aws:lb/loadBalancer:LoadBalancer': 'name',
  'aws:lb/targetGroup:TargetGroup': 'name',
  'aws:s3/bucket:Bucket': 'bucket',
  'aws:s3/bucketV2:BucketV2': 'bucket',
  'aws:sagemaker/endpointConfiguration:EndpointConfiguration': 'name',
  'aws:sfn/stateMachine:StateMachine': 'name',
  'aws:sns/topic:Topic': 'name',
  'aws:sqs/queue:Queue': 'name',
};

/** The input to add when a resource has no name yet: the old one again, else a made-up one. */
export function autoNamed(type, name, seed, olds, news) {
  const field = NAMED_BY[type];
  if (field === undefined || news[field] !== undefined) return {};
  if (olds[field] !== undefined) return { [field]: olds[field] };
  const prefix = news[`${field}Prefix`];
  return { [field]: prefix === undefined ? autoName(name, seed, 7) : `${prefix}${autoName('', seed, 16).slice(1)}` };
}

/** The properties that the id of a resource stands for, where it is its name: all that is known of one that is only read. */
export const namedAs = (type, id) => (NAMED_BY[type] === undefined ? {} : { [NAMED_BY[type]]: id });

/** The id that the real provider would give: the name where a resource has one, else made up from the inputs. */
export function idOf(type, inputs) {
  const named = inputs[NAMED_BY[type] ?? 'name'];
  if (typeof named === 'string') return named;
  const digest = createHash('sha256').update(JSON.stringify([type, inputs])).digest('hex');
  if (!type.startsWith('aws:kms/key')) return digest.slice(0, 17);
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** ARNs whose shape is their own; elsewhere it is service, region, account, resource and id. */
const ARN = {
  'aws:cloudwatch/logGroup:LogGroup': ({ name }, region) => `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}`,
  'aws:cloudwatch/logStream:LogStream': ({ name, logGroupName }, region) =>
    `arn:aws:logs:${region}:${ACCOUNT}:log-group:${logGroupName}:log-stream:${name}`,
  'aws:iam/policy:Policy': ({ name }) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
  'aws:iam/role:Role': ({ name, path = '/' }) => `arn:aws:iam::${ACCOUNT}:role${path}${name}`,
  'aws:iam/user:User': ({ name, path = '/' }) => `arn:aws:iam::${ACCOUNT}:user${path}${name}`,
  'aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream': ({ name }, region) =>
    `arn:aws:firehose:${region}:${ACCOUNT}:deliverystream/${name}`,
  'aws:s3/bucket:Bucket': ({ bucket }) => `arn:aws:s3:::${bucket}`,
  'aws:s3/bucketV2:BucketV2': ({ bucket }) => `arn:aws:s3:::${bucket}`,
};

/** The ARN of a resource, as AWS forms it. */
export function arnOf(type, properties, region) {
  const own = ARN[type];
  if (own !== undefined) return own(properties, region);
  const [, service = 'unknown', resource = 'resource'] = /^aws:([^/:]+)\/?([^:]*):/.exec(type) ?? [];
  return `arn:aws:${service}:${region}:${ACCOUNT}:${resource.toLowerCase()}/${properties.id}`;
}
