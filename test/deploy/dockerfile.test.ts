import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOf, parseDockerfile } from './dockerfile.js';

const ROOT = join(import.meta.dirname, '../..');
const { args, stages } = parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
const { version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string; license: string };

const of = (name: string) => stages.flatMap(({ instructions }) => instructions.filter((each) => each.name === name).map(({ text }) => text));
const last = stages.at(-1);
const inLast = (name: string) => last?.instructions.filter((each) => each.name === name).map(({ text }) => text) ?? [];

describe('the Dockerfile', () => {
  it('runs on a base without a shell, as a user by number that is not root', () => {
    expect(last?.base).toBe('gcr.io/distroless/nodejs22-debian12:nonroot');
    expect(inLast('USER')).toEqual(['65532:65532']);
    expect(inLast('RUN')).toEqual([]);
  });

  it('names the version of both bases', () => {
    expect(stages.map(({ base }) => base).filter((base) => !/:(?!latest)[\w.-]+$/.test(base))).toEqual([]);
    expect(Object.keys(args)).toEqual(['BUILD_IMAGE', 'RUN_IMAGE']);
  });

  it('runs no script of a dependency, and leaves those for development behind', () => {
    expect(of('RUN')).toEqual(['npm ci --omit=dev --ignore-scripts', 'npm ci --ignore-scripts', 'npm run build']);
    expect(inLast('COPY')).toContain('--from=dependencies /build/node_modules ./node_modules');
  });

  it('starts the command itself, without a shell between', () => {
    expect(JSON.parse(inLast('ENTRYPOINT')[0] ?? '')).toEqual(['/nodejs/bin/node', '/app/dist/scanner/bin.js']);
    expect(JSON.parse(inLast('CMD')[0] ?? '')).toEqual(['--help']);
  });

  it('copies what is there and what .dockerignore lets through, by name', () => {
    const sources = of('COPY').map(copyOf).filter(({ stage }) => stage === undefined).flatMap(({ sources: names }) => names);
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
    expect(sources.filter((name) => !ignored.includes(`!${name.split('/')[0]}`))).toEqual([]);
    expect(sources).not.toContain('.');
  });

  it('says what it is: version and license as in the package', () => {
    expect(inLast('ARG')).toEqual([`VERSION=${version}`]);
    expect(inLast('LABEL')[0]).toContain(`org.opencontainers.image.licenses="${license}"`);
  });
});

describe('the context of the build', () => {
  it('holds nothing but what is named: no credentials, no local build', () => {
    expect(ignored.find((line) => !line.startsWith('#'))).toBe('*');
    expect(ignored).toContain('**/node_modules');
  });
});
