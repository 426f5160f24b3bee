import { providerTypes } from './known-type.js';

/**
 * AWS: what makes a stack or an account ask for audit logs, and what has to do with them and is judged by no control. A bridged
 * package holds all its types in one module, `index/bedrockAgent:BedrockAgent`, under the names of Terraform.
 */
export const AWS_TYPES = providerTypes({
  packages: ['aws', 'aws-native', 'awscc', 'aws-cc'],
  known: [
    {
      is: 'ai',
      types: /^(index\/(aws)?)?(bedrock|sagemaker|qbusiness|kendra|comprehend|rekognition|transcribe|textract|polly|lex(v2models)?(?=[/:A-Z])|personalize|forecast(?=[/:A-Z])|frauddetector|lookout(metrics|vision|equipment)|voiceid|healthscribe)/i,
      what: 'an AI resource of AWS',
    },
    { is: 'cluster', types: /^(eks\/cluster:Cluster|eks:Cluster|index\/(aws)?eksCluster:\w*)$/i, what: 'an EKS cluster' },
    { is: 'log group', types: /^(cloudwatch\/logGroup:LogGroup|logs:LogGroup|index\/\w*log_?group:\w*LogGroup)$/i, what: 'a CloudWatch log group' },
    { is: 'opaque', types: /^(cloudformation\/stack(Set|sInstances|SetInstance)?:\w+|cloudformation:(Stack|StackSet)|index\/cloudformationStack(Set)?:\w+|cloudformation:CustomResourceEmulator)$/i, what: 'a CloudFormation stack' },
    {
      is: 'audit',
      types:
        /^(cloudtrail[/:]|index\/cloudtrail|ec2\/flowLog:|ec2:FlowLog|index\/(ec2)?flowLog|cloudwatch\/(logSubscriptionFilter|logDestination|logDelivery\w*|logDataProtectionPolicy):|logs:(SubscriptionFilter|Destination|Delivery\w*)|s3\/bucketLogging\w*:|cfg\/(recorder|deliveryChannel):|configuration:ConfigurationRecorder|securitylake[/:]|route53\/queryLog:|wafv2\/webAclLoggingConfiguration:|wafv2:LoggingConfiguration)/i,
      what: 'an audit log of AWS, or what moves one',
    },
  ],
});

/** Log groups that AI services and EKS write to, by the names that AWS gives them. */
export const AI_LOG_GROUPS = /^\/?(aws\/)?(vendedlogs\/)?(aws\/)?(bedrock|sagemaker|eks|qbusiness|kendra|lex|comprehend)([-/]|$)/i;
