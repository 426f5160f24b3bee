import * as pulumi from '@pulumi/pulumi';
import type { RigResource } from '../../rig/pulumi/resource.js';
import { allowing, aws, role } from '../declare.js';

/** Components of the shape of pulumi-awsx's. */

/** A network of two public and, on demand, two private subnets. */
export class Vpc extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string>[] = [];

  constructor(name: string, { cidrBlock = '10.0.0.0/16', private: withPrivate = false } = {}, options: pulumi.ComponentResourceOptions = {}) {
    super('awsx:ec2:Vpc', name, {}, options);
    const parent = { parent: this };
    const vpc = aws('ec2/vpc:Vpc', name, { cidrBlock, enableDnsHostnames: true, enableDnsSupport: true, tags: { Name: name } }, parent);
    this.id = vpc.id;
    const gateway = aws('ec2/internetGateway:InternetGateway', name, { vpcId: vpc.id, tags: { Name: name } }, parent);
    const zones = pulumi.output(pulumi.runtime.invoke('aws:index/getAvailabilityZones:getAvailabilityZones', { state: 'available' }, parent));
    for (const kind of withPrivate ? ['public', 'private'] : ['public']) {
      for (const index of [0, 1]) {
        const label = `${name}-${kind}-${index + 1}`;
        const subnet = aws('ec2/subnet:Subnet', label, {
          vpcId: vpc.id, cidrBlock: cidrBlock.replace(/0\.0\/16$/, `${this.subnetIds.length * 16}.0/20`),
          availabilityZone: zones.apply(({ names }: { names: string[] }) => names[index] as string), mapPublicIpOnLaunch: kind === 'public', tags: { Name: label },
        }, parent);
        this.subnetIds.push(subnet.id);
        const table = aws('ec2/routeTable:RouteTable', label, { vpcId: vpc.id, tags: { Name: label } }, parent);
        aws('ec2/routeTableAssociation:RouteTableAssociation', label, { routeTableId: table.id, subnetId: subnet.id }, parent);
        if (kind === 'public') aws('ec2/route:Route', label, { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id }, parent);
      }
    }
    this.registerOutputs({ vpcId: this.id });
  }
}

/** What a Fargate service runs, and where. */
export interface FargateArgs {
  readonly image: pulumi.Input<string>;
  readonly clusterArn: pulumi.Input<string>;
  readonly subnets: readonly pulumi.Input<string>[];
  readonly targetGroup?: RigResource;
}

/** A service of one container; its log group is made for it, and keeps a day unless somebody says otherwise. */
export class FargateService extends pulumi.ComponentResource {
  constructor(name: string, { image, clusterArn, subnets, targetGroup }: FargateArgs, options: pulumi.ComponentResourceOptions = {}) {
    super('awsx:ecs:FargateService', name, {}, options);
    const parent = { parent: this };
    const logs = aws('cloudwatch/logGroup:LogGroup', name, { retentionInDays: 1 }, parent);
    const execution = role(`${name}-execution`, 'ecs-tasks', ['service-role/AmazonECSTaskExecutionRolePolicy'], parent);
    const task = aws('ecs/taskDefinition:TaskDefinition', name, {
      family: name, cpu: '512', memory: '128', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], executionRoleArn: execution.output('arn'),
      containerDefinitions: loggedContainer(name, image, logs),
    }, parent);
    aws('ecs/service:Service', name, {
      cluster: clusterArn, taskDefinition: task.output('arn'), desiredCount: 1, launchType: 'FARGATE', networkConfiguration: { assignPublicIp: true, subnets },
      ...(targetGroup && { loadBalancers: [{ targetGroupArn: targetGroup.output('arn'), containerName: name, containerPort: 80 }] }),
    }, parent);
    this.registerOutputs({});
  }
}

/** The container definitions of a task whose one container writes to a log group. */
export const loggedContainer = (name: string, image: pulumi.Input<string>, logs: RigResource): pulumi.Output<string> =>
  pulumi.all([image, logs.output('name')]).apply(([from, group]) => JSON.stringify([{
    name, image: from, essential: true, portMappings: [{ containerPort: 80 }],
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': group, 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': name } },
  }]));

/** A load balancer with a group of targets. */
export class ApplicationLoadBalancer extends pulumi.ComponentResource {
  readonly targets: RigResource;
  readonly dnsName: pulumi.Output<string>;

  constructor(name: string, vpc: Vpc, options: pulumi.ComponentResourceOptions = {}) {
    super('awsx:lb:ApplicationLoadBalancer', name, {}, options);
    const parent = { parent: this };
    const group = aws('ec2/securityGroup:SecurityGroup', name, { vpcId: vpc.id, ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: ['0.0.0.0/0'] }] }, parent);
    const balancer = aws('lb/loadBalancer:LoadBalancer', name, { loadBalancerType: 'application', securityGroups: [group.id], subnets: vpc.subnetIds }, parent);
    this.targets = aws('lb/targetGroup:TargetGroup', name, { port: 80, protocol: 'HTTP', targetType: 'ip', vpcId: vpc.id }, parent);
    this.dnsName = balancer.output('dnsName');
    aws('lb/listener:Listener', name, {
      loadBalancerArn: balancer.output('arn'), port: 80, protocol: 'HTTP', defaultActions: [{ type: 'forward', targetGroupArn: this.targets.output('arn') }],
    }, parent);
    this.registerOutputs({});
  }
}

/** A trail with the bucket that it needs and the log group that it may write to. */
export class Trail extends pulumi.ComponentResource {
  constructor(name: string, { retentionInDays }: { readonly retentionInDays: number }, options: pulumi.ComponentResourceOptions = {}) {
    super('awsx:cloudtrail:Trail', name, {}, options);
    const parent = { parent: this };
    const bucket = aws('s3/bucket:Bucket', name, { forceDestroy: true }, parent);
    const policy = aws('s3/bucketPolicy:BucketPolicy', name, { bucket: bucket.output('bucket'), policy: bucket.output('arn').apply((arn) => allowing(['s3:PutObject'], `${arn}/*`)) }, parent);
    const logs = aws('cloudwatch/logGroup:LogGroup', name, { retentionInDays }, parent);
    const writer = role(name, 'cloudtrail', [], parent);
    aws('cloudtrail/trail:Trail', name, {
      s3BucketName: bucket.output('bucket'), cloudWatchLogsGroupArn: logs.output('arn').apply((arn) => `${arn}:*`), cloudWatchLogsRoleArn: writer.output('arn'),
    }, { ...parent, dependsOn: [policy] });
    this.registerOutputs({});
  }
}
