import * as pulumi from '@pulumi/pulumi';
import { ApplicationLoadBalancer, FargateService, loggedContainer, Trail, Vpc } from './components/awsx.js';
import { allowing, aws, packaged, role } from './declare.js';

/** Programs of the shape of pulumi/examples' and pulumi-awsx' whose containers or trails write to log groups. */

const docker = packaged('docker');

/** aws-ts-langserve: LangServe on Fargate behind a load balancer, with the key of its model's API in a parameter. */
export function langServe(): void {
  const repository = aws('ecr/repository:Repository', 'langserve', { forceDelete: true });
  const token = pulumi.output(pulumi.runtime.invokeOutput<{ userName: string; password: string }>('aws:ecr/getAuthorizationToken:getAuthorizationToken', { registryId: repository.output('registryId') }));
  const image = docker('index/image:Image', 'langserve', {
    build: { platform: 'linux/amd64', context: '.' }, imageName: repository.output('repositoryUrl'),
    registry: { server: repository.output('repositoryUrl'), username: token.userName, password: pulumi.secret(token.password) },
  });
  const vpc = new Vpc('langserve');
  const balancer = new ApplicationLoadBalancer('langserve', vpc);
  const logs = aws('cloudwatch/logGroup:LogGroup', 'langserve', { retentionInDays: 7 });
  const key = aws('kms/key:Key', 'secrets', { description: 'Key for secrets', enableKeyRotation: true });
  const parameter = aws('ssm/parameter:Parameter', 'openai', { type: 'SecureString', value: pulumi.secret('sk-0123456789'), keyId: key.output('keyId'), name: '/langserve/OPENAI_API_KEY' });
  const execution = role('execution', 'ecs-tasks', ['service-role/AmazonECSTaskExecutionRolePolicy']);
  aws('iam/rolePolicy:RolePolicy', 'execution', { role: execution.id, policy: parameter.output('arn').apply((arn) => allowing(['ssm:GetParameters'], arn)) });
  const cluster = aws('ecs/cluster:Cluster', 'langserve', { configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } }, settings: [{ name: 'containerInsights', value: 'disabled' }] });
  const task = aws('ecs/taskDefinition:TaskDefinition', 'langserve', {
    family: 'langserve', cpu: '256', memory: '512', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], executionRoleArn: execution.output('arn'),
    containerDefinitions: loggedContainer('langserve', image.output('repoDigest'), logs),
  });
  aws('ecs/service:Service', 'langserve', {
    cluster: cluster.output('arn'), taskDefinition: task.output('arn'), desiredCount: 1, launchType: 'FARGATE', networkConfiguration: { assignPublicIp: true, subnets: vpc.subnetIds },
    loadBalancers: [{ targetGroupArn: balancer.targets.output('arn'), containerName: 'langserve', containerPort: 80 }],
  });
}

/** aws-ts-ecs-anywhere: tasks of ECS on machines of another cloud; the task is made when its log group's name is known. */
export function ecsAnywhere(): void {
  const machines = role('machines', 'ssm', ['AmazonSSMManagedInstanceCore']);
  const activation = aws('ssm/activation:Activation', 'machines', { iamRole: machines.output('name'), registrationLimit: 2 });
  const cluster = aws('ecs/cluster:Cluster', 'anywhere');
  const logs = aws('cloudwatch/logGroup:LogGroup', 'logGroup');
  const ocean = packaged('digitalocean');
  const tag = ocean('index/tag:Tag', 'lb', { name: 'lb' });
  for (const index of [1, 2]) {
    ocean('index/droplet:Droplet', `droplet-${index}`, { region: 'nyc1', size: 's-1vcpu-2gb', image: 'ubuntu-22-04-x64', tags: [tag.id], userData: pulumi.interpolate`register --code ${activation.output('activationCode')}` });
  }
  ocean('index/loadBalancer:LoadBalancer', 'lb', { region: 'nyc1', dropletTag: tag.output('name'), forwardingRules: [{ entryPort: 80, entryProtocol: 'http', targetPort: 80, targetProtocol: 'http' }] });
  const repository = aws('ecr/repository:Repository', 'app');
  const image = docker('index/image:Image', 'app', { imageName: repository.output('repositoryUrl'), build: { context: './app' } });
  const execution = role('execution', 'ecs-tasks', ['service-role/AmazonECSTaskExecutionRolePolicy']);
  const task = pulumi.all([image.output('repoDigest'), logs.output('name')]).apply(() => aws('ecs/taskDefinition:TaskDefinition', 'app', {
    family: 'anywhere', requiresCompatibilities: ['EXTERNAL'], executionRoleArn: execution.output('arn'), containerDefinitions: loggedContainer('app', image.output('repoDigest'), logs),
  }));
  aws('ecs/service:Service', 'app', { cluster: cluster.id, launchType: 'EXTERNAL', desiredCount: 1, taskDefinition: task.apply((made) => made.output('arn')) });
}

/** aws-ts-hello-fargate: a component makes the log group, of one day. */
export function helloFargate(): void {
  const vpc = new Vpc('hello');
  const cluster = aws('ecs/cluster:Cluster', 'hello');
  const balancer = new ApplicationLoadBalancer('hello', vpc);
  const repository = aws('ecr/repository:Repository', 'hello', { forceDelete: true });
  const image = docker('index/image:Image', 'hello', { imageName: repository.output('repositoryUrl'), build: { context: './app' } });
  new FargateService('hello', { image: image.output('repoDigest'), clusterArn: cluster.output('arn'), subnets: vpc.subnetIds, targetGroup: balancer.targets });
}

/** cloudtrail-with-logs of pulumi-awsx: a trail that also writes to a log group, of one day. */
export function trailWithLogs(): void {
  new Trail('trail', { retentionInDays: 1 });
}
