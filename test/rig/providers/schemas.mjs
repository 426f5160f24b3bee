// What the packages' schemas say of the types that the tests' programs in YAML declare: the YAML host checks names against them.

/** Properties by type token; each may hold anything, and is input and output alike. */
const RESOURCES = {
  aws: {
    'aws:cloudwatch/logGroup:LogGroup': 'name arn retentionInDays kmsKeyId deletionProtectionEnabled tags',
    'aws:cloudwatch/logStream:LogStream': 'name arn logGroupName',
    'aws:ec2/internetGateway:InternetGateway': 'arn vpcId tags',
    'aws:ec2/route:Route': 'routeTableId destinationCidrBlock gatewayId',
    'aws:ec2/routeTable:RouteTable': 'arn vpcId tags',
    'aws:ec2/routeTableAssociation:RouteTableAssociation': 'subnetId routeTableId',
    'aws:ec2/securityGroup:SecurityGroup': 'name arn vpcId ingress egress',
    'aws:ec2/subnet:Subnet': 'arn vpcId cidrBlock availabilityZone mapPublicIpOnLaunch tags',
    'aws:ec2/vpc:Vpc': 'arn cidrBlock enableDnsHostnames enableDnsSupport tags',
    'aws:ecr/lifecyclePolicy:LifecyclePolicy': 'repository policy',
    'aws:ecr/repository:Repository': 'name arn forceDelete registryId repositoryUrl',
    'aws:ecs/cluster:Cluster': 'name arn settings configuration tags',
    'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders': 'clusterName capacityProviders',
    'aws:ecs/service:Service':
      'name arn cluster taskDefinition desiredCount launchType networkConfiguration loadBalancers serviceConnectConfiguration tags',
    'aws:ecs/taskDefinition:TaskDefinition':
      'arn family cpu memory networkMode executionRoleArn taskRoleArn requiresCompatibilities containerDefinitions',
    'aws:iam/role:Role': 'name arn assumeRolePolicy inlinePolicies managedPolicyArns',
    'aws:kms/key:Key': 'arn keyId description policy enableKeyRotation tags',
    'aws:lb/listener:Listener': 'arn loadBalancerArn port protocol defaultActions',
    'aws:lb/loadBalancer:LoadBalancer': 'name arn dnsName loadBalancerType securityGroups subnets',
    'aws:lb/targetGroup:TargetGroup': 'name arn port protocol targetType vpcId',
    'aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace': 'name arn vpc',
    'aws:ssm/parameter:Parameter': 'name arn type value keyId tags',
  },
  docker: { 'docker:index/image:Image': 'build imageName registry repoDigest' },
  kubernetes: {
    'kubernetes:apps/v1:Deployment': 'apiVersion kind metadata spec status',
    'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink': 'apiVersion kind metadata spec',
    'kubernetes:core/v1:Namespace': 'apiVersion kind metadata spec status',
    'kubernetes:core/v1:Service': 'apiVersion kind metadata spec status',
    'kubernetes:networking.k8s.io/v1:Ingress': 'apiVersion kind metadata spec status',
  },
};

const FUNCTIONS = {
  aws: {
    'aws:ecr/getAuthorizationToken:getAuthorizationToken': { inputs: 'registryId', outputs: 'userName password' },
    'aws:index/getCallerIdentity:getCallerIdentity': { inputs: '', outputs: 'accountId arn userId' },
  },
};

/** How a token's module is written in programs: `aws:ec2/vpc:Vpc` as `aws:ec2:Vpc`. */
const MODULE_FORMAT = { aws: '(.*)(?:/[^/]*)', docker: '(.*)(?:/[^/]*)' };

/** The YAML host refuses images of docker before 4. */
const VERSIONS = { aws: '7.48.0', docker: '4.8.0', kubernetes: '4.34.2' };

/** The schema of a package; of one that no program in YAML uses, no resource. */
export const schemaOf = (name) => ({
  name,
  version: VERSIONS[name] ?? '1.0.0',
  meta: { moduleFormat: MODULE_FORMAT[name] ?? '(.*)' },
  resources: mapped(RESOURCES[name], (names) => ({ properties: anything(names), inputProperties: anything(names) })),
  functions: mapped(FUNCTIONS[name], ({ inputs, outputs }) => ({ inputs: objectOf(inputs), outputs: objectOf(outputs) })),
});

const mapped = (table = {}, change) => Object.fromEntries(Object.entries(table).map(([token, value]) => [token, change(value)]));
const anything = (names) => Object.fromEntries(names.split(' ').filter(Boolean).map((name) => [name, { $ref: 'pulumi.json#/Any' }]));
const objectOf = (names) => ({ type: 'object', properties: anything(names) });
