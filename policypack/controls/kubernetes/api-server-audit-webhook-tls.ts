import * as z from 'zod';
import { control, fail, pass, warn } from '../../core/control.js';
import { need } from '../../core/known.js';
import { daysBetween } from '../../core/calendar.js';
import { holdsTemplate } from '../../core/placeholder.js';
import { withoutWebhook } from '../../kinds/kubernetes/auditing/export.js';
import { isRefused, refusalText } from '../../kinds/kubernetes/yaml/refused-file.js';
import { goUrl } from '../../kinds/kubernetes/go-url.js';
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
    const unused = withoutWebhook(server);
    if (unused) return unused;
    const webhook = need(joined.webhook);
    if (isRefused(webhook)) return fail(`kube-apiserver does not start with this kubeconfig: ${refusalText(webhook)}`);
    const url = goUrl(webhook.server);
    if (typeof url === 'string') return fail(`kube-apiserver does not start with this kubeconfig: clusters: server: ${url}`);
    const { scheme, host } = url;
    if (holdsTemplate(webhook.server)) return fail('server that still holds a placeholder, which nobody replaces: the name of the collector required', { host });
    if (scheme !== 'https') return fail(webhook.schemeless ? `server without a scheme, and no certificate authority by which to tell: ${scheme} is what the API server makes of it, https:// required` : `server with scheme ${scheme}, https required`, { host });
    if (webhook.unverified) return fail('insecure-skip-tls-verify is set, a verified certificate required', { host });
    const without = webhook.dropped ? `, without the ${webhook.dropped.join(' and ')} of its URL, which the API server drops` : '';
    if (!webhook.ca) return pass(`https to ${host}${without}`, { host });
    if (webhook.ca.problem) return fail(`certificate-authority-data ${webhook.ca.problem}, PEM certificates required`, { host });
    const [first = today] = webhook.ca.certificates.map(({ notAfter }) => notAfter).sort();
    if (first < today) return fail(`the certificate authority expired on ${first}, a current one is required`, { host, caExpires: first });
    const left = daysBetween(today, first);
    if (left <= caExpiryDays) return warn(`the certificate authority expires on ${first}, in ${left} days; renew it`, { host, caExpires: first });
    return pass(`https to ${host}${without}`, { host, caExpires: first });
  },
});
