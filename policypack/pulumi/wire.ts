import type {
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzerInfo,
  AnalyzerResource,
  ConfigureAnalyzerRequest,
  PolicyInfo,
} from '@pulumi/pulumi/proto/analyzer_pb.js';
import type { Level, Severity } from '../core/control.js';
import type { OwnPackage } from '../own-package.js';
import type { Notice } from './notice.js';
import type { PolicyEntry } from './pack-configuration.js';
import type { Policy } from './policy.js';
import { messages, Struct } from './protocol.js';
import { readShown, type SeenResource } from './resource.js';
import type { Answer } from './session.js';

const { EnforcementLevel, PolicySeverity, PolicyType } = messages;

const LEVELS = {
  mandatory: EnforcementLevel.MANDATORY,
  advisory: EnforcementLevel.ADVISORY,
  disabled: EnforcementLevel.DISABLED,
} as const satisfies Record<Level, number>;

const SEVERITIES = {
  low: PolicySeverity.POLICY_SEVERITY_LOW,
  medium: PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: PolicySeverity.POLICY_SEVERITY_CRITICAL,
} as const satisfies Record<Severity, number>;

/** A resource from a request; only a stack's resources come with the URNs that their properties depend on. */
export function readResource(request: AnalyzeRequest | AnalyzerResource): SeenResource {
  const dependencies =
    'getPropertydependenciesMap' in request ? [...request.getPropertydependenciesMap().entries()] : [];
  const provider = request.getProvider();
  return readShown({
    type: request.getType(),
    urn: request.getUrn(),
    name: request.getName(),
    properties: () => request.getProperties()?.toJavaScript(),
    isEmpty: (request.getProperties()?.getFieldsMap().getLength() ?? 0) === 0,
    propertyDependencies: Object.fromEntries(dependencies.map(([property, urns]) => [property, urns.getUrnsList()])),
    ...('getParent' in request && { parent: request.getParent() }),
    // Of inputs alone: the engine puts the old ones in the place of what it ignores. Outputs are what is there.
    ...(!('getPropertydependenciesMap' in request) && { ignoreChanges: request.getOptions()?.getIgnorechangesList() ?? [] }),
    ...(provider && {
      provider: { type: provider.getType(), urn: provider.getUrn(), name: provider.getName(), properties: () => provider.getProperties()?.toJavaScript() },
    }),
  });
}

const LEVEL_NAMES: Readonly<Record<number, PolicyEntry['enforcementLevel']>> = {
  [EnforcementLevel.ADVISORY]: 'advisory',
  [EnforcementLevel.MANDATORY]: 'mandatory',
  [EnforcementLevel.DISABLED]: 'disabled',
  [EnforcementLevel.REMEDIATE]: 'remediate',
};

/** The policy pack configuration as the engine hands it over: its file's entries over the pack's own defaults. */
export const readConfiguration = (request: ConfigureAnalyzerRequest): Record<string, PolicyEntry> =>
  Object.fromEntries(
    [...request.getPolicyconfigMap().entries()].map(([name, entry]) => [
      name,
      {
        enforcementLevel: LEVEL_NAMES[entry.getEnforcementlevel()] ?? 'mandatory',
        properties: entry.getProperties()?.toJavaScript() ?? {},
      },
    ]),
  );

/** A stage's answer. */
export function writeAnswer({ notices, notApplicable }: Answer, { name, version }: OwnPackage): AnalyzeResponse {
  const diagnostics = notices.map((notice) =>
    writeNotice(notice).setPolicypackname(name).setPolicypackversion(version),
  );
  const skipped = notApplicable.map(({ policy, reason }) =>
    new messages.PolicyNotApplicable().setPolicyName(policy).setReason(reason),
  );
  return new messages.AnalyzeResponse().setDiagnosticsList(diagnostics).setNotApplicableList(skipped);
}

const writeNotice = ({ policy, level, severity, message, urn }: Notice) =>
  new messages.AnalyzeDiagnostic()
    .setPolicyname(policy)
    .setEnforcementlevel(LEVELS[level])
    .setSeverity(SEVERITIES[severity])
    .setMessage(message)
    .setUrn(urn ?? '');

/** Who the pack is and what its policies are. */
export const writeInfo = (policies: readonly Policy[], { name, version, description }: OwnPackage): AnalyzerInfo =>
  new messages.AnalyzerInfo()
    .setName(name)
    .setVersion(version)
    .setDisplayname(name)
    .setDescription(description)
    .setSupportsconfig(true)
    .setPoliciesList(policies.map(writePolicy));

function writePolicy(policy: Policy): PolicyInfo {
  const info = new messages.PolicyInfo()
    .setName(policy.name)
    .setDisplayname(policy.displayName)
    .setDescription(policy.description)
    .setEnforcementlevel(LEVELS[policy.level])
    .setSeverity(SEVERITIES[policy.severity])
    .setPolicyType(policy.stage === 'resource' ? PolicyType.POLICY_TYPE_RESOURCE : PolicyType.POLICY_TYPE_STACK)
    .setTagsList([...policy.tags])
    .setRemediationSteps(policy.remediationSteps)
    .setConfigschema(
      new messages.PolicyConfigSchema().setProperties(
        Struct.fromJavaScript(policy.configSchema as Record<string, never>),
      ),
    );
  const { framework } = policy;
  if (!framework) return info;
  const { name, reference, specification } = framework;
  return info.setFramework(
    new messages.PolicyComplianceFramework().setName(name).setReference(reference).setSpecification(specification),
  );
}
