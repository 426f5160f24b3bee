/** Input that cannot be used. Each line of the message says where, what is wrong, and what was expected. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
