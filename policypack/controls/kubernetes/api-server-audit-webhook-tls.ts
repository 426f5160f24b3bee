import { z } from 'zod';
import { control, fail, notApplicable, pass, warn } from '../../core/control.js';
import { need } from '../../core/known.js';
import { daysBetween } from '../../core/calendar.js';
import { auditBackend, leftToService } from '../../kinds/kubernetes/auditing/export.js';
import { isRefused, refusalText } from '../../kinds/kubernetes/yaml/refused-file.js';
import { refusedToStart } from '../../kinds/kubernetes/auditing/start-faults.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

export default control({
  id: 'api-server-audit-webhook-tls',
  title: 'The audit webhook sends by TLS to a collector that it verifies',
  subject: apiServer,
  needs: ['kubernetes.control-plane'],
  severity: 'high',
  rationale: 'Without TLS, or without verification, the trail can be read, changed or swallowed on its way.',
  remediation: "In the webhook's kubeconfig, use an https server, give its certificate authority, and do not set insecure-skip-tls-verify.",
  references: { 'nist-800-53-r5': ['SC-8', 'AU-9'], dora: ['12(2)'] },
  params: z.strictObject({
    caExpiryDays: z.int().nonnegative().default(30).describe('Days before the end of a CA certificate from which to warn'),
  }),
  check(server, { caExpiryDays }, { today, joined }) {
    const theirs = leftToService(server);
    if (theirs !== undefined) return notApplicable(theirs);
    if (auditBackend(need(server.flags)) !== 'webhook') return notApplicable('no audit webhook');
    const refused = refusedToStart(server);
    if (refused) return refused;
    const webhook = need(joined.webhook);
    if (isRefused(webhook)) return fail(`kube-apiserver does not start with this kubeconfig: ${refusalText(webhook)}`);
    const { protocol, host } = new URL(webhook.server);
    if (protocol !== 'https:') return fail(`server with scheme ${protocol.slice(0, -1)}, https required`, { host });
    if (webhook.unverified) return fail('insecure-skip-tls-verify is set, a verified certificate required', { host });
    if (!webhook.ca) return pass(`https to ${host}`, { host });
    if (webhook.ca.problem) return fail(`certificate-authority-data ${webhook.ca.problem}, PEM certificates required`, { host });
    const [first = today] = webhook.ca.certificates.map(({ notAfter }) => notAfter).sort();
    if (first < today) return fail(`the certificate authority expired on ${first}, a current one is required`, { host, caExpires: first });
    const left = daysBetween(today, first);
    if (left <= caExpiryDays) return warn(`the certificate authority expires on ${first}, in ${left} days; renew it`, { host, caExpires: first });
    return pass(`https to ${host}`, { host, caExpires: first });
  },
});
