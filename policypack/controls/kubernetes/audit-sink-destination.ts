import * as z from 'zod';
import { control, fail, pass, warn, type Verdict } from '../../core/control.js';
import { need } from '../../core/known.js';
import { holdsTemplate } from '../../core/placeholder.js';
import type { CertificateBundle } from '../../kinds/kubernetes/audit-sink/certificate-bundle.js';
import { daysBetween } from '../../core/calendar.js';
import { hostOfUrl, otherScheme, serviceProblem, urlProblem } from '../../kinds/kubernetes/audit-sink/destination.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

export default control({
  id: 'audit-sink-destination',
  title: 'Audit sinks send to exactly one well-formed, TLS-protected destination',
  subject: auditSink,
  severity: 'high',
  rationale: 'An ill-formed destination delivers nothing; one without TLS, or with credentials in its URL, leaks the trail.',
  remediation:
    'Set spec.webhook.clientConfig to either an https url without userinfo, query or fragment, or a service with name and namespace; give a caBundle that is current.',
  references: { 'nist-800-53-r5': ['SC-8', 'AU-9'], dora: ['12(2)'] },
  params: z.strictObject({
    caExpiryDays: z.int().nonnegative().default(30).describe('Days before the end of a CA certificate from which to warn'),
  }),
  check(sink, { caExpiryDays }, { today }) {
    const url = need(sink.url);
    const service = need(sink.service);
    if (url !== undefined && service !== undefined) return fail('both url and service, exactly one required');
    if (url === undefined && service === undefined) return fail('neither url nor service, exactly one required');
    const problem = url !== undefined ? urlProblem(url) : serviceProblem(service ?? { namespace: '', name: '', path: undefined, port: 443 });
    if (url !== undefined && holdsTemplate(url)) return fail('url that still holds a placeholder, which nobody replaces: https://host/path required');
    if (problem) return fail(problem);
    const scheme = url === undefined ? undefined : otherScheme(url);
    if (scheme !== undefined) return fail(`url ${scheme === '' ? 'without a scheme' : `with scheme ${scheme}`}, https required`);
    const where = url !== undefined ? `url on ${hostOfUrl(url)}` : `service ${service?.namespace}/${service?.name}`;
    const bundle = need(sink.caBundle);
    return (bundle && bundleVerdict(bundle, today, caExpiryDays)) ?? pass(where);
  },
});

function bundleVerdict({ problem, certificates }: CertificateBundle, today: string, warnDays: number): Verdict | undefined {
  if (problem) return fail(`caBundle ${problem}, PEM certificates required`);
  const [first] = certificates.map(({ notAfter }) => notAfter).sort();
  if (first === undefined) return undefined;
  const evidence = { caExpires: first };
  if (first < today) return fail(`caBundle expired on ${first}, a current certificate is required`, evidence);
  const left = daysBetween(today, first);
  return left <= warnDays ? warn(`caBundle expires on ${first}, in ${left} days; renew it`, evidence) : undefined;
}
