import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';

/** One line of what the engine prints under `Policies:`, as data. */
export interface PolicyViolation {
  readonly policy: string;
  readonly level: 'advisory' | 'mandatory';
  /** The resource; absent when the stack as a whole is meant. */
  readonly urn?: string;
  readonly message: string;
  readonly pack: string;
}

/** The violation that an event of the engine reports, if it is such an event. */
export function violationOf({ policyEvent }: EngineEvent): PolicyViolation | undefined {
  if (policyEvent === undefined) return undefined;
  const { policyName, policyPackName, resourceUrn, message } = policyEvent;
  // The engine's JSON says advisory; the SDK's type, from before it did, says warning.
  const level = policyEvent.enforcementLevel === 'mandatory' ? 'mandatory' : 'advisory';
  return {
    policy: policyName, level, message: withoutColour(message), pack: policyPackName,
    ...(resourceUrn === undefined ? {} : { urn: resourceUrn }),
  };
}

/** The engine's messages carry colour as directives, such as <{%reset%}>. */
function withoutColour(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, '').trim();
}
