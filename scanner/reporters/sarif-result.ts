import type { Location, Result as SarifResult, Suppression } from 'sarif';
import type { Finding, SubjectReference } from '../../policypack/core/result.js';
import { shown } from './printable.js';
import { ruleLevel } from './sarif-rule.js';

/** Code scanning needs a file. What no program declares is anchored to the configuration that put it in scope. */
const SCAN_CONFIGURATION = 'logproof.yaml';

/** A finding as a SARIF result. */
export function sarifResult(finding: Finding): SarifResult {
  const { control, severity, level, subject, outcome, message, remediation, evidence, fingerprint, waiver } = finding;
  return {
    ruleId: control,
    ...kindAndLevel(outcome, ruleLevel(severity, level)),
    message: { text: inert(`${shown(subject.name)}${subject.place === undefined ? '' : ` (${shown(subject.place)})`}: ${shown(message, 1000)}. Fix: ${shown(remediation, 1000)}`) },
    locations: [location(subject)],
    partialFingerprints: {
      // Of the line's text, where a file is scanned; ours is of control, scope and subject, and as stable.
      primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1`,
      'logproof/v1': fingerprint,
    },
    ...(waiver && { suppressions: [suppression(waiver)] }),
    properties: { origin: subject.origin, scope: subject.scope, outcome, level, evidence },
  };
}

/** SARIF 2.1.0, 3.27.9 and 3.27.10: `open` is "not enough information to decide"; only a failure has a level. */
function kindAndLevel(outcome: Finding['outcome'], level: SarifResult.level): Pick<SarifResult, 'kind' | 'level'> {
  if (outcome === 'fail') return { kind: 'fail', level };
  if (outcome === 'pass') return { kind: 'pass', level: 'none' };
  return { kind: outcome === 'not-applicable' ? 'notApplicable' : 'open', level: 'none' };
}

/** SARIF 2.1.0, 3.11.6: brackets in a message make a link, and a backslash escapes them. */
const inert = (text: string): string => text.replace(/[[\]\\]/g, (character) => `\\${character}`);

function location({ id, name, kind, scope, place: where, location: place }: SubjectReference): Location {
  const line = place?.line ?? 1;
  const column = place?.column ?? 1;
  return {
    physicalLocation: {
      artifactLocation: { uri: place ? relativeUri(place.file) : SCAN_CONFIGURATION },
      // A whole region is required by code scanning; where the line ends is not known.
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
    },
    logicalLocations: [{ name: shown(name), fullyQualifiedName: id, kind: 'resource', properties: { kind, scope, ...(where !== undefined && { place: where }) } }],
  };
}

/** A path as a relative URI: separators stay, everything else that a URI reserves is escaped. */
export function relativeUri(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^(\.\/)+/, '').replace(/\p{Surrogate}/gu, '\uFFFD');
  const absolute = path.startsWith('/') ? 'file://' : '';
  return `${absolute}${path.split('/').map(encodeURIComponent).join('/')}`;
}

const suppression = ({ reason, owner, approver, expires }: NonNullable<Finding['waiver']>): Suppression => ({
  kind: 'external',
  status: 'accepted',
  justification: shown(`${reason} (owner ${owner}, approved by ${approver}, expires ${expires})`, 2000),
});
