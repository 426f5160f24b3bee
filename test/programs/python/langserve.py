"""aws-py-langserve of pulumi/examples: LangServe on Fargate behind a load balancer."""

import json

import pulumi

from declare import Declared, aws, role

repository = aws("ecr/repository:Repository", "langserve", {"forceDelete": True})
image = Declared("docker:index/image:Image", "langserve", {"build": {"platform": "linux/amd64", "context": "."}, "imageName": repository.repositoryUrl})

vpc = aws("ec2/vpc:Vpc", "net", {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True})
gateway = aws("ec2/internetGateway:InternetGateway", "net", {"vpcId": vpc.id})
table = aws("ec2/routeTable:RouteTable", "net", {"vpcId": vpc.id})
aws("ec2/route:Route", "net", {"routeTableId": table.id, "destinationCidrBlock": "0.0.0.0/0", "gatewayId": gateway.id})
subnets = []
for index, zone in enumerate(["eu-central-1a", "eu-central-1b"]):
    subnet = aws("ec2/subnet:Subnet", f"net-{index}", {"vpcId": vpc.id, "cidrBlock": f"10.0.{index}.0/24", "availabilityZone": zone})
    aws("ec2/routeTableAssociation:RouteTableAssociation", f"net-{index}", {"subnetId": subnet.id, "routeTableId": table.id})
    subnets.append(subnet.id)

allowed = aws("ec2/securityGroup:SecurityGroup", "web", {"vpcId": vpc.id, "ingress": [{"protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["0.0.0.0/0"]}]})
balancer = aws("lb/loadBalancer:LoadBalancer", "web", {"loadBalancerType": "application", "securityGroups": [allowed.id], "subnets": subnets})
targets = aws("lb/targetGroup:TargetGroup", "web", {"port": 80, "protocol": "HTTP", "targetType": "ip", "vpcId": vpc.id})
aws("lb/listener:Listener", "web", {"loadBalancerArn": balancer.arn, "port": 80, "protocol": "HTTP", "defaultActions": [{"type": "forward", "targetGroupArn": targets.arn}]})

logs = aws("cloudwatch/logGroup:LogGroup", "langserve", {"retentionInDays": 7})
key = aws("kms/key:Key", "secrets", {"description": "Key for secrets", "enableKeyRotation": True})
aws("ssm/parameter:Parameter", "openai", {"type": "SecureString", "value": pulumi.Output.secret("sk-0123456789"), "keyId": key.keyId, "name": "/langserve/OPENAI_API_KEY"})

cluster = aws("ecs/cluster:Cluster", "langserve")
task = aws("ecs/taskDefinition:TaskDefinition", "langserve", {
    "family": "langserve", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
    "executionRoleArn": role("execution", "ecs-tasks").arn,
    "containerDefinitions": pulumi.Output.all(image.repoDigest, logs.name).apply(lambda known: json.dumps([{
        "name": "langserve", "image": known[0], "portMappings": [{"containerPort": 8080}],
        "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": known[1], "awslogs-region": "eu-central-1"}},
    }])),
})
aws("ecs/service:Service", "langserve", {
    "cluster": cluster.arn, "taskDefinition": task.arn, "desiredCount": 1, "launchType": "FARGATE",
    "networkConfiguration": {"assignPublicIp": True, "subnets": subnets},
    "loadBalancers": [{"targetGroupArn": targets.arn, "containerName": "langserve", "containerPort": 8080}],
})
pulumi.export("url", pulumi.Output.concat("http://", balancer.dnsName))
