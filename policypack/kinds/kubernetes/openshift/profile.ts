import type { AuditPolicy } from '../../../audit-policy/index.js';
import { gap, type Known } from '../../../core/known.js';
import { declaredPolicy } from '../auditing/files.js';
import { unlessRefused } from '../yaml/refused-file.js';

/** What an OpenShift administrator chose, and the audit policy that follows from it. */
export interface OpenShiftAudit {
  /** The profile in force for whoever no custom rule names, and the number of custom rules. */
  readonly choice: string;
  readonly policy: Known<AuditPolicy>;
}

const EVERYBODY = ['system:authenticated', 'system:unauthenticated'];

/** What every profile begins with. Source: openshift/library-go, pkg/operator/apiserver/audit, base policy. */
const BASE: readonly object[] = [
  { level: 'None', userGroups: EVERYBODY, nonResourceURLs: ['/api*', '/version', '/healthz', '/readyz', '/livez'] },
  {
    level: 'None',
    users: ['system:apiserver'],
    resources: [{ group: 'apiserver.openshift.io', resources: ['apirequestcounts', 'apirequestcounts/*'] }],
    namespaces: [''],
  },
];

/** The rules of the profiles that every release of OpenShift writes alike, as far as the controls ask. Source: as above. */
const RULES: Readonly<Record<string, readonly object[]>> = {
  None: [{ level: 'None' }],
  Default: [
    {
      level: 'RequestResponse',
      verbs: ['create', 'update', 'patch', 'delete'],
      resources: [
        { group: 'user.openshift.io', resources: ['identities'] },
        { group: 'oauth.openshift.io', resources: ['oauthaccesstokens', 'oauthauthorizetokens'] },
      ],
    },
    { level: 'Metadata', omitStages: ['RequestReceived'] },
  ],
};

/** Which bodies of tokens these leave out was changed more than once: the release decides, so that nothing is built. */
const BODIES: readonly string[] = ['WriteRequestBodies', 'AllRequestBodies'];

/**
 * The audit policy that OpenShift makes of APIServer `cluster` (config.openshift.io/v1): custom rules in their order,
 * each for its group alone, then the profile for everybody. Undefined where the object is none of the published form.
 */
export function openShiftAudit(apiServer: unknown): OpenShiftAudit | undefined {
  const { spec } = object(apiServer) ?? {};
  const audit = spec === undefined ? {} : object(object(spec)?.['audit'] ?? {});
  const { profile: written, customRules = [] } = audit ?? {};
  const profile = written === undefined || written === '' ? 'Default' : written;
  if (audit === undefined || !isProfile(profile) || !Array.isArray(customRules)) return undefined;
  const custom = customRules.map(object);
  if (!custom.every(isCustomRule)) return undefined;
  const more = custom.length === 0 ? '' : `, ${custom.length} customRules`;
  return { choice: `APIServer/cluster profile ${profile}${more}`, policy: policyOf(profile, custom) };
}

interface CustomRule {
  readonly group: string;
  readonly profile: string;
}

function policyOf(profile: string, custom: readonly CustomRule[]): Known<AuditPolicy> {
  const released = [...custom, { profile }].find((one) => BODIES.includes(one.profile));
  if (released) return gap('unsupported', `which bodies the profile ${released.profile} logs in this release of OpenShift (ConfigMap openshift-kube-apiserver/kube-apiserver-audit-policies tells)`);
  const rules = [
    ...BASE,
    ...custom.flatMap(({ group, profile: own }) => (RULES[own] ?? []).map((rule) => ({ ...rule, userGroups: [group] }))),
    ...(RULES[profile] ?? []),
  ];
  const policy = declaredPolicy({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitManagedFields: true, omitStages: ['RequestReceived'], rules }, 'APIServer/cluster');
  return unlessRefused('the audit policy', policy);
}

const isProfile = (value: unknown): value is string => typeof value === 'string' && (Object.hasOwn(RULES, value) || BODIES.includes(value));

const isCustomRule = (rule: Json | undefined): rule is Json & CustomRule => typeof rule?.['group'] === 'string' && rule['group'] !== '' && isProfile(rule['profile']);

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined);
