import * as pulumi from '@pulumi/pulumi';

/** A resource of any type: programs of tests need no provider's SDK. */
export class RigResource extends pulumi.CustomResource {
  /**
   * @param outputs the properties that {@link output} will be asked for beside the inputs; the SDK hands out no others
   */
  constructor(
    token: string, name: string, inputs: pulumi.Inputs, options?: pulumi.CustomResourceOptions, outputs: readonly string[] = ['arn'],
  ) {
    super(token, name, { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...inputs }, options);
  }

  /** An output by its name. */
  output(name: string): pulumi.Output<string> {
    const found = (this as unknown as Record<string, pulumi.Output<string> | undefined>)[name];
    if (found === undefined) throw new Error(`declare ${name} among the outputs of this resource`);
    return found;
  }
}

/** A provider of any package, with its own configuration. */
export class RigProvider extends pulumi.ProviderResource {}

/** Declares a {@link RigResource}, for programs that read better without `new`. */
export function resource(...args: ConstructorParameters<typeof RigResource>): RigResource {
  return new RigResource(...args);
}
