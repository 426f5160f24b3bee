import * as pulumi from '@pulumi/pulumi';
import { allowing, aws, packaged, role } from './declare.js';

/** Programs of the shape of pulumi/examples' that use services of AWS and no containers. */

/** aws-ts-resources: a bit of everything, a log group with its own stream among it. */
export function resources(): void {
  const data = aws('s3/bucket:Bucket', 'data');
  const database = aws('athena/database:Database', 'reports', { name: 'reports', bucket: data.output('bucket') });
  aws('athena/namedQuery:NamedQuery', 'ten', { database: database.id, query: pulumi.interpolate`SELECT * FROM ${database.id} limit 10;` });
  aws('cloudwatch/dashboard:Dashboard', 'board', { dashboardName: 'board', dashboardBody: JSON.stringify({ widgets: [{ type: 'text', properties: { markdown: 'Load' } }] }) });
  const topic = aws('sns/topic:Topic', 'logins');
  const rule = aws('cloudwatch/eventRule:EventRule', 'logins', { eventPattern: JSON.stringify({ 'detail-type': ['AWS Console Sign In via CloudTrail'] }) });
  aws('cloudwatch/eventTarget:EventTarget', 'logins', { rule: rule.output('name'), targetId: 'topic', arn: topic.output('arn') });
  const logs = aws('cloudwatch/logGroup:LogGroup', 'events');
  aws('cloudwatch/logMetricFilter:LogMetricFilter', 'count', { pattern: '', logGroupName: logs.output('name'), metricTransformation: { name: 'Events', namespace: 'Own', value: '1' } });
  aws('cloudwatch/logStream:LogStream', 'events', { logGroupName: logs.output('name') });
  aws('dynamodb/table:Table', 'table', { attributes: [{ name: 'Id', type: 'S' }], hashKey: 'Id', readCapacity: 1, writeCapacity: 1 });
  const vpc = aws('ec2/vpc:Vpc', 'net', { cidrBlock: '10.0.0.0/16' });
  aws('ec2/internetGateway:InternetGateway', 'net', { vpcId: vpc.id });
  const repository = aws('ecr/repository:Repository', 'images');
  aws('ecr/repositoryPolicy:RepositoryPolicy', 'images', { repository: repository.id, policy: allowing(['ecr:BatchGetImage'], '*') });
  aws('ecs/cluster:Cluster', 'tasks');
  const machine = role('machine', 'ec2');
  aws('iam/rolePolicy:RolePolicy', 'machine', { role: machine.id, policy: allowing(['ec2:Describe*'], '*') });
  aws('iam/user:User', 'somebody');
  aws('kinesis/stream:Stream', 'clicks', { shardCount: 1 });
  const queue = aws('sqs/queue:Queue', 'work');
  aws('sns/topicSubscription:TopicSubscription', 'work', { topic: topic.output('arn'), protocol: 'sqs', endpoint: queue.output('arn') });
}

/** A function with its role, as a serverless component makes it. */
export function lambda(name: string, inputs: pulumi.Inputs = {}) {
  const runsAs = role(`${name}-role`, 'lambda', ['service-role/AWSLambdaBasicExecutionRole']);
  return aws('lambda/function:Function', name, { runtime: 'nodejs22.x', handler: 'index.handler', role: runsAs.output('arn'), code: new pulumi.asset.AssetArchive({}), ...inputs });
}

/** aws-ts-apigateway: a table, a function that counts in it and the API before it. */
export function apiGateway(): void {
  const counts = aws('dynamodb/table:Table', 'counts', { attributes: [{ name: 'id', type: 'S' }], hashKey: 'id', readCapacity: 5, writeCapacity: 5 });
  const count = lambda('count', { environment: { variables: { TABLE: counts.output('name') } } });
  const api = aws('apigateway/restApi:RestApi', 'hello');
  const route = aws('apigateway/resource:Resource', 'route', { restApi: api.id, parentId: api.output('rootResourceId'), pathPart: '{route+}' });
  const method = aws('apigateway/method:Method', 'get', { restApi: api.id, resourceId: route.id, httpMethod: 'GET', authorization: 'NONE' });
  const integration = aws('apigateway/integration:Integration', 'get', { restApi: api.id, resourceId: route.id, httpMethod: 'GET', type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: count.output('invokeArn') });
  const deployment = aws('apigateway/deployment:Deployment', 'hello', { restApi: api.id }, { dependsOn: [method, integration] });
  aws('apigateway/stage:Stage', 'stage', { restApi: api.id, deployment: deployment.id, stageName: 'stage' });
  aws('lambda/permission:Permission', 'get', { action: 'lambda:InvokeFunction', function: count.output('name'), principal: 'apigateway.amazonaws.com', sourceArn: pulumi.interpolate`${api.output('executionArn')}/*/*` });
}

/** aws-ts-lambda-thumbnailer: a bucket of videos, and a function in an image that looks at each. */
export function thumbnailer(): void {
  const bucket = aws('s3/bucket:Bucket', 'videos', { forceDestroy: true });
  const repository = aws('ecr/repository:Repository', 'thumbnailer', { forceDelete: true });
  const image = packaged('docker')('index/image:Image', 'thumbnailer', { imageName: repository.output('repositoryUrl'), build: { context: './app', platform: 'linux/amd64' } });
  const make = lambda('make', { packageType: 'Image', imageUri: image.output('repoDigest'), timeout: 900, code: undefined });
  const done = lambda('done');
  for (const [name, target, suffix] of [['new-video', make, '.mp4'], ['new-thumbnail', done, '.jpg']] as const) {
    const permission = aws('lambda/permission:Permission', name, { action: 'lambda:InvokeFunction', function: target.output('name'), principal: 's3.amazonaws.com', sourceArn: bucket.output('arn') });
    aws('s3/bucketNotification:BucketNotification', name, { bucket: bucket.id, lambdaFunctions: [{ events: ['s3:ObjectCreated:*'], filterSuffix: suffix, lambdaFunctionArn: target.output('arn') }] }, { dependsOn: [permission] });
  }
}

/** aws-ts-stepfunctions: two functions, one after the other. */
export function stepFunctions(): void {
  const [hello, world] = [lambda('hello'), lambda('world')];
  const runsAs = role('machine', 'states.us-east-1');
  aws('iam/rolePolicy:RolePolicy', 'machine', { role: runsAs.id, policy: allowing(['lambda:InvokeFunction'], '*') });
  aws('sfn/stateMachine:StateMachine', 'machine', {
    roleArn: runsAs.output('arn'),
    definition: pulumi.all([hello.output('arn'), world.output('arn')]).apply(([first, second]) => JSON.stringify({
      StartAt: 'Hello', States: { Hello: { Type: 'Task', Resource: first, Next: 'World' }, World: { Type: 'Task', Resource: second, End: true } },
    })),
  });
}

/** aws-ts-static-website: pages in a bucket, CloudFront before it, a bucket for its logs. */
export function staticWebsite(): void {
  const content = aws('s3/bucket:Bucket', 'content');
  aws('s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration', 'content', { bucket: content.id, indexDocument: { suffix: 'index.html' }, errorDocument: { key: '404.html' } });
  for (const page of ['index.html', '404.html', 'style.css']) {
    aws('s3/bucketObject:BucketObject', page, { bucket: content.id, key: page, contentType: page.endsWith('css') ? 'text/css' : 'text/html', content: `<h1>${page}</h1>` });
  }
  const logs = aws('s3/bucket:Bucket', 'requestLogs');
  aws('s3/bucketOwnershipControls:BucketOwnershipControls', 'requestLogs', { bucket: logs.id, rule: { objectOwnership: 'BucketOwnerPreferred' } });
  const identity = aws('cloudfront/originAccessIdentity:OriginAccessIdentity', 'reader', { comment: 'reads the content' });
  aws('s3/bucketPolicy:BucketPolicy', 'content', { bucket: content.id, policy: pulumi.interpolate`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${identity.output('iamArn')}"},"Action":"s3:GetObject","Resource":"${content.output('arn')}/*"}]}` });
  const cdn = aws('cloudfront/distribution:Distribution', 'cdn', {
    enabled: true, defaultRootObject: 'index.html', loggingConfig: { bucket: pulumi.interpolate`${logs.output('bucket')}.s3.amazonaws.com`, includeCookies: false, prefix: 'www/' },
    origins: [{ originId: 'content', domainName: content.output('bucketRegionalDomainName'), s3OriginConfig: { originAccessIdentity: identity.output('cloudfrontAccessIdentityPath') } }],
    defaultCacheBehavior: { targetOriginId: 'content', viewerProtocolPolicy: 'redirect-to-https', allowedMethods: ['GET', 'HEAD'], cachedMethods: ['GET', 'HEAD'] },
    restrictions: { geoRestriction: { restrictionType: 'none' } }, viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  aws('route53/record:Record', 'www', { name: 'www', zoneId: 'Z0123456789', type: 'A', aliases: [{ name: cdn.output('domainName'), zoneId: 'Z2FDTNDATAQYW2', evaluateTargetHealth: true }] });
}

/** aws-ts-synthetics-canary: a script in a versioned bucket, run each minute, and a command that tidies up after it. */
export function syntheticsCanary(): void {
  const results = aws('s3/bucketV2:BucketV2', 'results', { forceDestroy: true });
  const runsAs = role('canary', 'lambda');
  aws('iam/rolePolicy:RolePolicy', 'canary', { role: runsAs.id, policy: results.output('arn').apply((arn) => allowing(['s3:PutObject'], `${arn}/*`)) });
  const scripts = aws('s3/bucketV2:BucketV2', 'scripts');
  const versioned = aws('s3/bucketVersioningV2:BucketVersioningV2', 'scripts', { bucket: scripts.id, versioningConfiguration: { status: 'Enabled' } });
  const script = aws('s3/bucketObjectv2:BucketObjectv2', 'script', { bucket: versioned.output('bucket'), key: 'script', content: 'exports.handler = () => undefined' });
  const canary = aws('synthetics/canary:Canary', 'simple', {
    name: 'simple', artifactS3Location: pulumi.interpolate`s3://${results.id}`, executionRoleArn: runsAs.output('arn'), handler: 'exports.handler',
    runtimeVersion: 'syn-nodejs-puppeteer-10.0', schedule: { expression: 'rate(1 minute)' }, s3Bucket: scripts.id, s3Key: script.id, startCanary: true,
  });
  packaged('command')('local:Command', 'cleaner', { create: 'node ./cleaner.js', environment: { FUNCTION: canary.output('engineArn').apply((arn) => arn.split(':')[6]) } });
}
