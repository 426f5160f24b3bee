import * as z from 'zod';
import { provider } from '../../core/provider.js';

const names = z.array(z.string().min(1));

const settings = z.strictObject({
  states: names.default([]).describe('Exported state files (pulumi stack export)'),
  stacks: names.default([]).describe('Stacks to export by the Pulumi CLI'),
});

/** `sources.pulumi` of `logproof.yaml`, defaults applied. */
export type PulumiConfiguration = z.output<typeof settings>;

/** What Pulumi's stacks declare, by their states. */
export default provider({
  name: 'pulumi',
  packages: ['pulumi'],
  placing: () => ({}),
  settings,
  category: 'Declared resources',
});
