import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { isKnown, need } from '../../core/known.js';
import { MODALITIES } from '../../kinds/aws/bedrock-invocation-logging/facts.js';
import bedrockInvocationLogging from '../../kinds/aws/bedrock-invocation-logging/kind.js';

export default control({
  id: 'bedrock-invocation-logging-modalities',
  title: 'Invocation logs hold every kind of content',
  subject: bedrockInvocationLogging,
  severity: 'medium',
  rationale: 'Each kind of content is switched on by itself: a log that leaves out images shows that a model was called, and not with what.',
  remediation: 'Set textDataDeliveryEnabled, imageDataDeliveryEnabled, embeddingDataDeliveryEnabled and videoDataDeliveryEnabled to true, and audioDataDeliveryEnabled by the API.',
  references: { 'eu-ai-act': ['12(1)'], 'nist-800-53-r5': ['AU-3', 'AU-12'], 'nist-ai-rmf': ['MEASURE 2.4'] },
  params: z.strictObject({
    required: z
      .array(z.enum(MODALITIES))
      .min(1)
      // Audio is left out: no resource of Pulumi declares it, so that each deployment would be unknown and nobody could mend it.
      .default(['text', 'image', 'embedding', 'video'])
      .describe('Kinds of content that must be logged; `audio` is known live only: no Pulumi provider declares it'),
  }),
  check(logging, { required }) {
    if (!need(logging.enabled)) return notApplicable('invocation logging is off');
    const missing = required.filter((modality) => {
      const delivered = logging.delivered[modality];
      return isKnown(delivered) && !delivered.value;
    });
    if (missing.length > 0) return fail(`${missing.join(', ')} not logged, ${required.join(', ')} required`, { missing });
    for (const modality of required) need(logging.delivered[modality]);
    return pass(`${required.join(', ')} logged`);
  },
});
