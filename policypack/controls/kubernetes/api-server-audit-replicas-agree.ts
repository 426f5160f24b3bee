import { control, fail, noParams, pass } from '../../core/control.js';
import { gap, need, type Gap } from '../../core/known.js';
import { canonicalValue, dependsOnVersion, effective, serversHeard, type FlagAccount } from '../../kinds/kubernetes/auditing/flags.js';
import { serverName, unreadTogether, type UnreadServer } from '../../kinds/kubernetes/auditing/unread-servers.js';
import controlPlane from '../../kinds/kubernetes/control-plane/kind.js';

export default control({
  id: 'api-server-audit-replicas-agree',
  title: 'All API servers audit alike, and as the installer would set them up',
  subject: controlPlane,
  needs: ['kubernetes.cluster'],
  severity: 'high',
  rationale: 'A request reaches any of the API servers: what one of them does not audit is missing at random. A setting that the installer does not know is gone with the next upgrade.',
  remediation: 'Give every kube-apiserver the same audit flags and files, and write them into kubeadm-config (apiServer.extraArgs) too.',
  references: { 'nist-800-53-r5': ['AU-12', 'CM-2', 'CM-6'], 'cis-kubernetes': ['3.2.1'] },
  params: noParams,
  check(plane, _params, { joined }) {
    const accounts = need(plane.accounts);
    const version = need(joined.version);
    const names = [...new Set(accounts.flatMap(({ flags }) => Object.keys(flags)))].sort();
    const value = ({ flags }: FlagAccount, name: string) => effective(flags, name, version);
    // Where defaults differ by version, servers in the middle of an upgrade do too: only what is set is compared.
    const comparable = names.filter((name) => !dependsOnVersion(name) || accounts.every(({ flags }) => name in flags));
    const differing = comparable.filter((name) => new Set(accounts.map((account) => canonicalValue(name, value(account, name)))).size > 1);
    const evidence = { seenIn: accounts.map(({ from }) => from), differing };
    const [first] = differing;
    if (first !== undefined) {
      const said = accounts.map((account) => `${account.from} ${value(account, first) || 'not set'}`).join(', ');
      return fail(`${differing.length === 1 ? '1 flag differs:' : `${differing.length} flags differ, such as`} ${first}: ${said}; the same required`, evidence);
    }
    const all = need(plane.servers);
    const others = all - serversHeard(accounts);
    if (others > 0) return need(unheard(plane.unread ?? [], accounts, `${others} of ${all}`));
    return pass(accounts.length > 1 ? `${accounts.length} accounts agree` : 'one API server, one account', evidence);
  },
});

/** What is missing, with the servers that are not told by any account named. */
function unheard(unread: readonly UnreadServer[], accounts: readonly FlagAccount[], others: string): Gap {
  const silent = unread.filter(({ server }) => accounts.every((account) => account.server !== server));
  const named = unreadTogether(silent.map(({ server, why }) => ({ from: serverName(server), why })));
  return gap(named?.gap ?? 'cut-off', `what the other ${others} API servers say${named ? `: ${named.via}` : ', which are not pods that can be listed'}`);
}
