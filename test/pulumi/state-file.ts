/** A resource as the engine has it in a state, but for what every state repeats. */
export interface StateEntry {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
  readonly outputs?: object;
}

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const STACK = { urn: urn('pulumi:pulumi:Stack', 'shop-dev'), custom: false, type: 'pulumi:pulumi:Stack' };
const PROVIDER_ID = '2f1c2a4e-6a55-4f3c-9d0e-5b6f7a8c9d10';

const provider = (name: string) => ({
  urn: urn(`pulumi:providers:${name}`, 'default'),
  custom: true,
  id: PROVIDER_ID,
  type: `pulumi:providers:${name}`,
  inputs: { version: '1.0.0' },
  outputs: { version: '1.0.0' },
});

/** The exported state of a stack with these resources, whole enough for Pulumi's own integrity check. */
export function stateFile(entries: readonly StateEntry[]): string {
  const providers = [...new Set(entries.map(({ type }) => type.split(':')[0] ?? ''))].filter(
    (name) => name !== 'pulumi',
  );
  const resources = entries
    .filter(({ type }) => type !== STACK.type)
    .map(({ type, name, inputs, outputs = inputs }) => ({
      urn: urn(type, name),
      custom: true,
      id: name,
      type,
      inputs,
      outputs,
      parent: STACK.urn,
      provider: `${urn(`pulumi:providers:${type.split(':')[0]}`, 'default')}::${PROVIDER_ID}`,
      sourcePosition: 'project:///index.ts#7,17',
    }));
  const manifest = { time: '2026-06-01T00:00:00Z', magic: '', version: 'v3.259.0' };
  return JSON.stringify({
    version: 3,
    deployment: { manifest, resources: [STACK, ...providers.map(provider), ...resources] },
  });
}
