import { kind, of } from '../../../core/kind.js';
import type { AuditDeliveryFacts } from './facts.js';

export default kind({
  id: 'kubernetes.audit-delivery',
  noun: 'audit delivery',
  facts: of<AuditDeliveryFacts>(),
  keep: 'all',
  docs: { judged: 'each cluster whose delivery is probed (`--probe`)', waive: 'name-*' },
});
