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

/** A constraint that a member of the request does not satisfy, worded as the service does. */
export const constraint = (member: string, value: unknown, rule: string): AwsError =>
  invalidParameter(
    `1 validation error detected: Value '${String(value)}' at '${member}' ` +
      `failed to satisfy constraint: Member must ${rule}`,
  );
