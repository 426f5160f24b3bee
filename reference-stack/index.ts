import * as pulumi from '@pulumi/pulumi';
import { keysGiven, readSettings } from './config';
import { stack } from './stack';

// The exports of a Pulumi program are the outputs of its stack.
export = stack(readSettings(new pulumi.Config(), new Date(), keysGiven()));
