const URN = 'urn:pulumi:dev::shop::';

/** A resource of a state. */
export const aResource = (type: string, name: string, fields: object = {}) => ({
  urn: `${URN}${type}::${name}`,
  custom: true,
  type,
  ...fields,
});

export const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';
export const ARN = 'arn:aws:logs:eu-west-1:123456789012:log-group:ai-audit';

/** A log group as the AWS provider leaves it in a state. */
export const aLogGroup = (inputs: object = {}, fields: object = {}) =>
  aResource(LOG_GROUP, 'logs', {
    inputs: { name: 'ai-audit', retentionInDays: 365, ...inputs },
    outputs: { name: 'ai-audit', arn: ARN, retentionInDays: 365, ...inputs },
    sourcePosition: 'project:///index.ts#7,17',
    ...fields,
  });

/** What `pulumi stack export` writes. */
export const deployment = (...resources: readonly object[]) => ({
  version: 3,
  deployment: { manifest: {}, resources },
});

/** What a self-managed backend keeps. */
export const checkpoint = (...resources: readonly object[]) => ({
  version: 3,
  checkpoint: { stack: 'organization/shop/dev', latest: { resources } },
});

/** A secret as a state holds it. */
export const encrypted = {
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  ciphertext: 'v1:top-secret',
};
