import * as z from 'zod';
import { globMistake, GLOB_PATTERN } from '../core/glob.js';

/** As long as an ARN may be; no name of a log group, a cluster's object or a stack is longer. */
export const LONGEST_GLOB = 2048;

/** A glob in a configuration: what it does not support is refused with what to write, never taken for something else. */
export const glob = z
  .string()
  .min(1)
  .max(LONGEST_GLOB)
  .superRefine((text, context) => {
    const message = globMistake(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .meta({ pattern: GLOB_PATTERN });
