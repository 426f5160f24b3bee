// Starts a policy pack as Pulumi's Node language host does, which can not be had from a package registry.
//
// The engine calls it with its address and `.` in the pack's folder. The language host works in the program's folder
// instead and names the pack, so that relative paths mean the same as in a user's installation; LOGPROOF_RIG_PROGRAM
// is that folder.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const pack = process.cwd();
const [engine, , ...options] = process.argv.slice(2);
const require = createRequire(join(pack, 'package.json'));
// The pack's own @pulumi/pulumi, wherever its installation put it: beside the pack or hoisted above it.
const runner = require.resolve('@pulumi/pulumi/cmd/run-policy-pack/index.js');

process.chdir(process.env.LOGPROOF_RIG_PROGRAM ?? pack);
process.argv = [process.argv[0], runner, ...options, engine, pack];
require(runner);
