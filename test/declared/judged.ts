import { CATALOGUE } from '../../policypack/catalogue.js';
import { plan } from '../../policypack/core/evaluate.js';
import { readShown, type SeenResource } from '../../policypack/pulumi/resource.js';
import { ResourceJudge, stackVerdicts, type ResourceVerdict } from '../../policypack/pulumi/verdicts.js';
import type { Declared } from '../pulumi/engine.js';
import { settingsOf } from '../pulumi/in-process.js';

const { controls, scope } = settingsOf({});
const judging = { plan: plan(CATALOGUE, settingsOf({}), '2026-06-01'), scopes: scope };

const seen = ({ type, name, properties }: Declared): SeenResource =>
  readShown({ type, name, urn: `urn:pulumi:dev::shop::${type}::${name}`, properties: () => properties, propertyDependencies: {} });

/** The verdicts of the controls of API servers and their policies: `subject control` and what was found. */
const audit = (verdicts: readonly ResourceVerdict[]): Record<string, string> =>
  Object.fromEntries(
    verdicts
      .filter(({ finding }) => finding.control.startsWith('api-server-audit-') && controls[finding.control]?.level !== 'disabled')
      .map(({ finding }) => [`${finding.subject.name} ${finding.control.replace('api-server-audit-', '')}`, `${finding.outcome}: ${finding.message}`]),
  );

/** A stack, judged whole. */
export const judged = (...resources: readonly Declared[]): Record<string, string> => audit(stackVerdicts(resources.map(seen), judging));

/** A resource, judged before it is created. */
export const judgedAlone = (resource: Declared): Record<string, string> => audit(new ResourceJudge(judging).verdicts(seen(resource)));

/** Names of the subjects that were judged. */
export const subjects = (verdicts: Readonly<Record<string, string>>): string[] =>
  [...new Set(Object.keys(verdicts).map((key) => key.slice(0, key.lastIndexOf(' '))))];
