import * as z from 'zod';
import { globMistake, GLOB_PATTERN } from '../core/glob.js';

/** A glob in a configuration: what it does not support is refused with what to write, never taken for something else. */
export const glob = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const message = globMistake(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .meta({ pattern: GLOB_PATTERN });
