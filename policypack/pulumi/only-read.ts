import { isEmpty, type SeenResource } from './resource.js';

/**
 * Tells what `pulumi policy analyze` shows of resources that a program only reads, by `.get`. The engine shows them nowhere else, and
 * says of none that it is one. What tells them: of a resource that a program declares, the provider's check leaves inputs, its
 * `__defaults` or the kind of the object at the least; one that is read by its id has none.
 */
export class OnlyRead {
  readonly #withoutInputs = new Set<string>();

  /** Whether a resource that is shown by its inputs is one; remembers it. */
  isOne({ declared: { urn, type }, bare }: SeenResource): boolean {
    // aws-native leaves the inputs of what a program declares without a property as empty as they were written.
    const isOne = !type.startsWith('aws-native:') && bare;
    if (isOne) this.#withoutInputs.add(urn);
    return isOne;
  }

  /** The resources of a stack, as they are shown by their outputs, and which of them are only read. */
  among(resources: readonly SeenResource[]): SeenResource[] {
    return resources.map((resource) => (this.#withoutInputs.has(resource.declared.urn) && !isEmpty(resource.declared.properties) ? read(resource) : resource));
  }
}

const read = ({ declared, shielded, ...resource }: SeenResource): SeenResource => ({
  ...resource,
  declared: { ...declared, onlyRead: true },
  ...(shielded && { shielded: { ...shielded, onlyRead: true } }),
});
