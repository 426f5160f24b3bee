import { casesOf, idsWithCases } from '../../../tools/cases/read-cases.js';
import type { CaseResource } from '../../../tools/cases/case.js';
import { KINDS } from '../../../policypack/kinds/index.js';
import { TESTED } from '../../kinds/all.js';

/** Resources that belong together: those of a case of a control, or what declares a thing of a kind. */
export type Unit = readonly CaseResource[];

const written: readonly Unit[] = [
  ...[...TESTED.values()].flatMap(({ resources = [], otherForms = [] }) => [resources, ...otherForms.map((one) => [one])]),
  ...idsWithCases().flatMap((id) => casesOf(id).flatMap(({ declared }) => (declared ? [declared] : []))),
].filter((unit) => unit.length > 0);

/** How the Kubernetes provider has every object besides: as one of a list, and as a patch of one. */
const FORMS: Readonly<Record<string, (inputs: CaseResource['inputs']) => CaseResource['inputs']>> = {
  List: (inputs) => ({ items: [inputs] }),
  Patch: (inputs) => inputs,
};

/** A unit with one of its resources in another form, for each form of each resource that is read. */
const inOtherForms = (unit: Unit): Unit[] =>
  unit.flatMap((resource, index) =>
    Object.entries(FORMS).flatMap(([ending, form]) => {
      const type = `${resource.type}${ending}`;
      return KINDS.isKnownType(type) ? [unit.with(index, { ...resource, type, inputs: form(resource.inputs) })] : [];
    }),
  );

/** All that the cases and the tests of kinds declare: a kind that is added is among them. */
export const UNITS: readonly Unit[] = [...written, ...written.flatMap(inOtherForms)];
