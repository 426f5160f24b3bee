import { readSettings } from './config';
import { programConfig } from './config-reader';
import { stack } from './stack';

// The exports of a Pulumi program are the outputs of its stack.
export = stack(readSettings(programConfig()));
