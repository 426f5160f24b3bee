import { homedir } from 'node:os';

/** The user's home, or `undefined`: a container's user need not have one, and Node.js then throws. */
export function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
