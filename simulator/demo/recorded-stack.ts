import { readFileSync } from 'node:fs';

/** One resource of the reference stack, as its program registered it. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly computed: Readonly<Record<string, unknown>>;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly sourcePosition: string;
}

/** The reference stack without its providers' SDKs, which take 200 MB: what one run of its program registered. */
export interface RecordedStack {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly RecordedResource[];
}

/** Reads the recording; `npm run generated` checks that it is what the program registers today. */
export const recordedStack = (file: string): RecordedStack => JSON.parse(readFileSync(file, 'utf8')) as RecordedStack;

/** The resource of a type; the reference stack has one of each that the demo touches. */
export function resourceOf(stack: RecordedStack, type: string): RecordedResource {
  const found = stack.resources.find((resource) => resource.type === type);
  if (!found) throw new Error(`the recorded reference stack has no ${type}`);
  return found;
}

/** The same stack with one resource's inputs changed, as a careless edit of the program would. */
export const withInputs = (stack: RecordedStack, type: string, inputs: Readonly<Record<string, unknown>>): RecordedStack => ({
  ...stack,
  resources: stack.resources.map((resource) => (resource.type === type ? { ...resource, inputs: { ...resource.inputs, ...inputs } } : resource)),
});

/** The stack's state after `pulumi up`, in the form that `pulumi stack export` prints. */
export function exportedState({ project, stack, resources }: RecordedStack): object {
  const root = { urn: `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`, custom: false, type: 'pulumi:pulumi:Stack' };
  return {
    version: 3,
    deployment: {
      manifest: { time: '2026-01-01T00:00:00Z', magic: '', version: '' },
      secrets_providers: { type: '' },
      resources: [root, ...resources.map((resource) => stateOf(resource, root.urn))],
      metadata: {},
    },
  };
}

const stateOf = ({ urn, type, id, inputs, computed, propertyDependencies, dependencies, protect, sourcePosition }: RecordedResource, parent: string) => ({
  urn,
  custom: true,
  id,
  type,
  inputs,
  outputs: { ...inputs, ...computed },
  parent,
  propertyDependencies,
  dependencies,
  protect,
  sourcePosition,
});
