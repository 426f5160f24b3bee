/** A resource in the form that the engine and a state share. */
export interface DeclaredForm {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly inputs: object;
  readonly outputs: object;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A resource of the stack, as it is declared and as it is once it is created. */
export const resource = (type: string, name: string, inputs: object, outputs: object = {}): DeclaredForm => ({
  type,
  name,
  urn: `urn:pulumi:dev::shop::${type}::${name}`,
  inputs,
  outputs: { ...inputs, ...outputs },
  propertyDependencies: {},
});
