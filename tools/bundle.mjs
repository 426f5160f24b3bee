// The second half of `npm run build`: the command line in few files. A scan of 100,000 log groups may take 1.2 times a bare
// SDK loop; read file by file, what it loads before its first request would take half of that.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DIST = join(ROOT, 'dist');

/** What every scan loads. Every other package stays where npm puts it: the SDKs above all, whose users mend them by it. */
const BUNDLED = ['zod', 'yaml', 'commander', '@commander-js/extra-typings', 'p-map', 'p-throttle'];

const packageOf = (specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

const others = {
  name: 'others-stay-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || BUNDLED.includes(packageOf(path)) ? undefined : { path, external: true },
    );
    // Messages in fifty languages, of which none is ever chosen.
    onLoad({ filter: /zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';" }));
  },
};

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: [join(DIST, 'scanner/bin.js'), join(DIST, 'scanner/cli/demo.js')],
  outbase: DIST,
  outdir: DIST,
  // Beside the commands' own folder: what looks for bin.js from there finds it from here.
  chunkNames: 'scanner/chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Names and lines stay as they are, so that a stack trace can be read; only what says nothing goes.
  minifySyntax: true,
  legalComments: 'none',
  banner: { js: "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);" },
  plugins: [others],
  allowOverwrite: true,
  metafile: true,
  logLevel: 'warning',
});

// Chunks of an earlier build are none of this one. Our own modules stay one by one beside them, for programs that look into a
// checkout; the package ships the bundle alone (`files` of package.json).
const written = new Set(Object.keys(metafile.outputs).map((file) => join(ROOT, file)));
for (const name of readdirSync(join(DIST, 'scanner/chunks'))) {
  const file = join(DIST, 'scanner/chunks', name);
  if (!written.has(file)) rmSync(file);
}

/** The licences of what was bundled, as each asks: with every copy. */
const bundled = [...new Set(Object.keys(metafile.inputs).flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []))].sort();
const licence = (name) => {
  const folder = join(ROOT, 'node_modules', name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence text`);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
};
writeFileSync(join(DIST, 'scanner/chunks/LICENSES.txt'), bundled.map(licence).join(`\n${'-'.repeat(80)}\n\n`));
