// The house's walls: each rule says why it stands. `npm run imports` fails on any of them.
module.exports = {
  forbidden: [
    {
      name: 'pack-is-below-the-scanner',
      comment: 'The pack is loaded by the Pulumi engine: it must start without the scanner and its cloud SDKs.',
      severity: 'error',
      from: { path: '^policypack/' },
      to: { path: '^(scanner|simulator|reference-stack|test|bench)/' },
    },
    {
      name: 'the-judges-are-pure',
      comment: 'Core, kinds, controls, frameworks and the audit-policy prover decide; they never fetch. node:crypto and reading YAML are computing, not I/O.',
      severity: 'error',
      from: { path: '^policypack/(core|kinds|controls|frameworks|audit-policy)/' },
      to: { pathNot: '^(policypack/(core|kinds|controls|frameworks|audit-policy)/|node_modules/(zod|picomatch|uuid|yaml)/|(node:)?crypto$)' },
    },
    {
      name: 'rendering-is-pure',
      comment: 'A sink in, texts out: no files, no process, no control.',
      severity: 'error',
      from: { path: '^scanner/render/' },
      to: { pathNot: '^(policypack/(core|kinds|audit-policy)/|scanner/render/|node_modules/yaml/)' },
    },
    {
      name: 'control-imports-control',
      comment: 'A control is read alone, top to bottom; what two share belongs to kinds or core.',
      severity: 'error',
      from: { path: '^policypack/controls/.+/', pathNot: 'index\\.ts$' },
      to: { path: '^policypack/controls/' },
    },
    {
      name: 'only-the-pulumi-door-knows-pulumi',
      comment: 'One importer of @pulumi/*: the controls stay engine-free.',
      severity: 'error',
      from: { pathNot: '^(policypack/pulumi/|policypack/index\\.ts$|reference-stack/|simulator/demo/)' },
      to: { path: 'node_modules/@pulumi/' },
    },
    {
      name: 'only-sources-know-clouds',
      comment: 'Cloud SDKs are slow to load and hard to fake: they stay behind the sources.',
      severity: 'error',
      from: { path: '^(policypack|scanner)/', pathNot: '^scanner/(sources|probe)/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy|@kubernetes)/' },
    },
    {
      name: 'source-judges-nothing',
      comment: 'A source yields facts or says what it could not read.',
      severity: 'error',
      from: { path: '^scanner/sources/' },
      to: { path: '^(scanner/reporters|policypack/controls)/' },
    },
    {
      name: 'reporters-are-functions',
      comment: 'Result in, text out: no files, no process, no control.',
      severity: 'error',
      from: { path: '^scanner/reporters/' },
      to: {
        pathNot:
          '^(scanner/reporters/|policypack/core/|node_modules/)',
      },
    },
    {
      name: 'scanner-without-simulator',
      comment: 'Only the demo command brings its own cloud.',
      severity: 'error',
      from: { path: '^scanner/', pathNot: '^scanner/cli/demo\\.ts$' },
      to: { path: '^simulator/' },
    },
    {
      name: 'nothing-above-the-cli',
      comment: 'Commands are the only toucher of the process: what they call is usable without them.',
      severity: 'error',
      from: { path: '^(policypack|scanner|simulator|reference-stack)/', pathNot: '^scanner/(cli/|bin\\.ts$)' },
      to: { path: '^scanner/cli/' },
    },
    { name: 'no-cycles', comment: 'A cycle is two ideas in one.', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)node_modules/.+/node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
