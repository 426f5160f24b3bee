import { PolicyPack } from '@pulumi/policy';

const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';

new PolicyPack('rig-pack', {
  policies: [
    {
      name: 'kept-long-enough',
      description: 'Log groups keep events for a number of days',
      enforcementLevel: 'mandatory',
      configSchema: { properties: { days: { type: 'integer', default: 30 } } },
      validateResource({ type, props, getConfig }, reportViolation) {
        const { days = 30 } = getConfig();
        if (type === LOG_GROUP && props.retentionInDays < days) reportViolation(`kept ${props.retentionInDays} days, ${days} required`);
      },
    },
    {
      name: 'works-in',
      description: 'Tells where the pack works and where the user stands',
      enforcementLevel: 'advisory',
      validateStack: (_, reportViolation) => reportViolation(`works in ${process.cwd()}, called in ${process.env.PWD}`),
    },
    {
      name: 'arn-known',
      description: 'Reads an output, which a preview does not know',
      enforcementLevel: 'advisory',
      validateStack({ resources }, reportViolation) {
        for (const { type, props } of resources) if (type === LOG_GROUP) reportViolation(`arn ${props.arn}`);
      },
    },
  ],
});
