/** A resource that Kubernetes itself serves. */
export interface BuiltInResource {
  readonly apiGroup: string;
  /** As in URLs. */
  readonly plural: string;
  readonly subresources: readonly string[];
  readonly isNamespaced: boolean;
}

/** `plural`, then its short names after `=`, then its subresources after `/`; what is in no namespace begins with `^`. */
type Line = string;

/** Source: the API of Kubernetes 1.36 (`kubectl api-resources`, discovery), and what earlier versions since 1.13 had. */
const LINES: Readonly<Record<string, readonly Line[]>> = {
  '': [
    'bindings',
    '^componentstatuses=cs',
    'configmaps=cm',
    'endpoints=ep',
    'events=ev',
    'limitranges=limits',
    '^namespaces=ns/finalize,status',
    '^nodes=no/proxy,status',
    'persistentvolumeclaims=pvc/status',
    '^persistentvolumes=pv/status',
    'pods=po/attach,binding,ephemeralcontainers,eviction,exec,log,portforward,proxy,resize,status',
    'podtemplates',
    'replicationcontrollers=rc/scale,status',
    'resourcequotas=quota/status',
    'secrets',
    'serviceaccounts=sa/token',
    'services=svc/proxy,status',
  ],
  'admissionregistration.k8s.io': [
    '^mutatingadmissionpolicies',
    '^mutatingadmissionpolicybindings',
    '^mutatingwebhookconfigurations',
    '^validatingadmissionpolicies/status',
    '^validatingadmissionpolicybindings',
    '^validatingwebhookconfigurations',
  ],
  'apiextensions.k8s.io': ['^customresourcedefinitions=crd,crds/status'],
  'apiregistration.k8s.io': ['^apiservices/status'],
  apps: [
    'controllerrevisions',
    'daemonsets=ds/status',
    'deployments=deploy/scale,status',
    'replicasets=rs/scale,status',
    'statefulsets=sts/scale,status',
  ],
  'auditregistration.k8s.io': ['^auditsinks'],
  'authentication.k8s.io': ['^selfsubjectreviews', '^tokenreviews'],
  'authorization.k8s.io': [
    'localsubjectaccessreviews',
    '^selfsubjectaccessreviews',
    '^selfsubjectrulesreviews',
    '^subjectaccessreviews',
  ],
  autoscaling: ['horizontalpodautoscalers=hpa/status'],
  batch: ['cronjobs=cj/status', 'jobs/status'],
  'certificates.k8s.io': [
    '^certificatesigningrequests=csr/approval,status',
    '^clustertrustbundles',
    'podcertificaterequests/status',
  ],
  'coordination.k8s.io': ['leasecandidates', 'leases'],
  'discovery.k8s.io': ['endpointslices'],
  'events.k8s.io': ['events=ev'],
  extensions: ['daemonsets=ds/status', 'deployments=deploy/scale,status', 'ingresses=ing/status', 'networkpolicies=netpol', '^podsecuritypolicies=psp', 'replicasets=rs/scale,status'],
  'flowcontrol.apiserver.k8s.io': ['^flowschemas/status', '^prioritylevelconfigurations/status'],
  'networking.k8s.io': [
    '^ingressclasses',
    'ingresses=ing/status',
    '^ipaddresses=ip',
    'networkpolicies=netpol/status',
    '^servicecidrs/status',
  ],
  'node.k8s.io': ['^runtimeclasses'],
  policy: ['poddisruptionbudgets=pdb/status', '^podsecuritypolicies=psp'],
  'rbac.authorization.k8s.io': ['^clusterrolebindings', '^clusterroles', 'rolebindings', 'roles'],
  'resource.k8s.io': ['^deviceclasses', '^devicetaintrules', 'resourceclaims/status', 'resourceclaimtemplates', '^resourceslices'],
  'scheduling.k8s.io': ['^priorityclasses=pc', 'podgroups', 'workloads'],
  'storage.k8s.io': [
    '^csidrivers',
    '^csinodes',
    'csistoragecapacities',
    '^storageclasses=sc',
    '^volumeattachments/status',
    '^volumeattributesclasses=vac',
  ],
};

/** Resources that Kubernetes itself serves, by group and plural. */
export const BUILT_IN: ReadonlyMap<string, ReadonlyMap<string, BuiltInResource>> = new Map(
  Object.entries(LINES).map(([apiGroup, lines]) => [apiGroup, new Map(lines.map((line) => read(apiGroup, line).entry))]),
);

/** Resources by what people call them who mean them: the singular (which the kind is, in lower case), a short name. */
const NICKNAMES: ReadonlyMap<string, readonly BuiltInResource[]> = nicknames();

/** The resources of every group that a word means: those that have it as their plural, then those that people call so. */
export const meantBy = (word: string): readonly BuiltInResource[] => [
  ...[...BUILT_IN.values()].flatMap((resources) => resources.get(word) ?? []),
  ...(NICKNAMES.get(word) ?? []),
];

function read(apiGroup: string, line: Line): { entry: [string, BuiltInResource]; nicknames: string[] } {
  const [, cluster, plural = '', short = '', subresources = ''] = /^(\^?)(\w+)(?:=([\w,]+))?(?:\/([\w,]+))?$/.exec(line) ?? [];
  const words = (text: string) => text.split(',').filter((word) => word !== '');
  const resource = { apiGroup, plural, subresources: words(subresources), isNamespaced: cluster === '' };
  return { entry: [plural, resource], nicknames: [singular(plural), ...words(short)].filter((word) => word !== plural) };
}

function singular(plural: string): string {
  if (plural === 'endpoints') return plural;
  return plural.replace(/ies$/, 'y').replace(/(ss|x|us)es$/, '$1').replace(/(?<!s|u)s$/, '');
}

function nicknames(): Map<string, BuiltInResource[]> {
  const found = new Map<string, BuiltInResource[]>();
  for (const [apiGroup, lines] of Object.entries(LINES)) {
    for (const { entry, nicknames: words } of lines.map((line) => read(apiGroup, line))) {
      for (const word of words) found.set(word, [...(found.get(word) ?? []), entry[1]]);
    }
  }
  return found;
}
