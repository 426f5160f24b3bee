/** A refusal in AWS's words: the code that SDKs name the exception by, and its message. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const notFound = (what: 'log group' | 'log stream' | 'resource'): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);

export const alreadyExists = (what: 'log group' | 'log stream'): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`);

/** A request that is not as the service's model says; each service has its own code for it. */
export class UnfitInput extends Error {}

/** A constraint that a member of the request does not satisfy, worded as AWS does. */
export const constraint = (member: string, value: unknown, rule: string): UnfitInput =>
  new UnfitInput(
    `1 validation error detected: Value '${String(value)}' at '${member}' ` +
      `failed to satisfy constraint: Member must ${rule}`,
  );
