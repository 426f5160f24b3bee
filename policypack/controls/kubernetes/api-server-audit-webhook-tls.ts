import * as z from 'zod';
import { control, fail, pass, warn, type Verdict } from '../../core/control.js';
import { need } from '../../core/known.js';
import { holdsTemplate } from '../../core/placeholder.js';
import { withoutWebhook } from '../../kinds/kubernetes/auditing/export.js';
import { isRefused, refusalText } from '../../kinds/kubernetes/yaml/refused-file.js';
import { goUrl, uncallable } from '../../kinds/kubernetes/go-url.js';
import { lastDayOf, validityOf, type CertificateBundle } from '../../kinds/kubernetes/audit-sink/certificate-bundle.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

export default control({
  id: 'api-server-audit-webhook-tls',
  title: 'The audit webhook sends by TLS to a collector that it verifies',
  subject: apiServer,
  needs: ['kubernetes.control-plane', 'aws.eks-cluster'],
  severity: 'high',
  rationale: 'Without TLS, or without verification, the trail can be read, changed or swallowed on its way.',
  remediation: "In the webhook's kubeconfig, use an https server, give its certificate authority, and do not set insecure-skip-tls-verify.",
  references: { 'nist-800-53-r5': ['SC-8', 'AU-9'], dora: ['12(2)'] },
  params: z.strictObject({
    caExpiryDays: z.int().nonnegative().default(30).describe('Days before the end of a CA certificate from which to warn'),
  }),
  check(given, { caExpiryDays }, { today, joined }) {
    const unused = withoutWebhook(need(joined.served) ?? given);
    if (unused) return unused;
    const webhook = need(joined.webhook);
    if (isRefused(webhook)) return fail(`kube-apiserver does not start with this kubeconfig: ${refusalText(webhook)}`);
    const url = goUrl(webhook.server);
    if (typeof url === 'string') return fail(`kube-apiserver does not start with this kubeconfig: clusters: server: ${url}`);
    const { scheme, host } = url;
    if (holdsTemplate(webhook.server)) return fail('server that still holds a placeholder, which nobody replaces: the name of the collector required', { host });
    if (scheme !== 'https') return fail(webhook.schemeless ? `server without a scheme, and no certificate authority by which to tell: ${scheme} is what the API server makes of it, https:// required` : `server with scheme ${scheme}, https required`, { host });
    const nobody = uncallable(host);
    if (nobody !== undefined) return fail(`server at which nobody can be called: ${nobody}`, { host });
    if (webhook.unverified) return fail('insecure-skip-tls-verify is set, a verified certificate required', { host });
    const without = webhook.dropped ? `, without the ${webhook.dropped.join(' and ')} of its URL, which the API server drops` : '';
    if (!webhook.ca) return pass(`https to ${host}${without}`, { host });
    if (webhook.ca.problem) return fail(`certificate-authority-data ${webhook.ca.problem}, PEM certificates required`, { host });
    return authorityVerdict(webhook.ca, today, caExpiryDays, host) ?? pass(`https to ${host}${without}`, { host, caExpires: lastDayOf(webhook.ca) });
  },
});

function authorityVerdict(ca: CertificateBundle, today: string, warnDays: number, host: string): Verdict | undefined {
  const found = validityOf(ca, today, warnDays);
  switch (found?.state) {
    case 'to-come':
      return fail(`the certificate authority is not valid before ${found.begins}, a current one is required`, { host, caBegins: found.begins });
    case 'expired':
      return fail(`the certificate authority expired on ${found.ends}, a current one is required`, { host, caExpires: found.ends });
    case 'one-to-come':
      return warn(`one of the certificate authorities is not valid before ${found.begins}; nobody is verified by it until then`, { host, caBegins: found.begins });
    case 'ending':
      return warn(`the certificate authority expires on ${found.ends}, in ${found.days} days; renew it`, { host, caExpires: found.ends });
    default:
      return undefined;
  }
}
