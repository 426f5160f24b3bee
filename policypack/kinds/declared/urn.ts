/** The scope of everything that a stack declares: `pulumi:ORGANIZATION/PROJECT/STACK` as far as it is known. */
export const stackScope = (stack: string, project: string): string => `pulumi:${project}/${stack}`;

/** The parts of `urn:pulumi:STACK::PROJECT::TYPE::NAME` that name a stack and a resource. */
export function partsOfUrn(urn: string): { readonly stack: string; readonly project: string; readonly name: string } {
  const [head = '', project = '', , ...name] = urn.split('::');
  return { stack: head.replace(/^urn:pulumi:/, ''), project, name: name.join('::') };
}

/** The type of the resource that a URN names, without those of its parents. */
export const typeOfUrn = (urn: string): string => urn.split('::')[2]?.split('$').at(-1) ?? '';
