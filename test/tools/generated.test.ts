import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { readWaivers } from '../../policypack/configuration/waivers.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { findStale } from '../../tools/generate.js';
import { describeType } from '../../tools/generated/schema-type.js';

const ROOT = join(import.meta.dirname, '../..');

const schema = (name: string): { examples: unknown[] } =>
  JSON.parse(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8')) as { examples: unknown[] };

const validator = (name: string) => formats.default(new Ajv({ strict: true, allErrors: true })).compile(schema(name));

describe('the generated files', () => {
  it('are current (npm run generate brings them up to date)', async () => {
    const { write, remove } = await findStale();
    expect([...write.map(({ path }) => path), ...remove]).toEqual([]);
  });
});

describe('the schema of logproof.yaml', () => {
  const validate = validator('config');

  it('accepts its own example, which the reader accepts too', () => {
    const [example] = schema('config').examples;
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    expect(readConfiguration(JSON.stringify(example), 'example').frameworks).toEqual(['eu-ai-act', 'pci-dss-4']);
  });

  it('accepts an empty configuration', () => {
    expect(validate({})).toBe(true);
  });

  it.each([
    ['a key that does not exist', { control: {} }],
    ['a control that does not exist', { controls: { 'log-group-purple': {} } }],
    ['a parameter that does not exist', { controls: { 'log-group-retention-minimum': { day: 3 } } }],
    ['a level that does not exist', { controls: { 'log-group-retention-minimum': { level: 'warn' } } }],
    ['a parameter of the wrong type', { controls: { 'log-group-retention-minimum': { days: 'one year' } } }],
    ['a report format that does not exist', { reports: { pdf: 'x.pdf' } }],
    ['a framework that does not exist', { frameworks: ['iso-9001'] }],
  ])('refuses %s, as the reader does', (_, value) => {
    expect(validate(value)).toBe(false);
    expect(() => readConfiguration(JSON.stringify(value), 'logproof.yaml')).toThrow();
  });

  it('has every control', () => {
    const controls = (schema('config') as unknown as { properties: { controls: { properties: object } } }).properties.controls;
    expect(Object.keys(controls.properties)).toEqual(CONTROLS.map(({ id }) => id));
  });
});

describe('the schema of waivers.yaml', () => {
  const validate = validator('waivers');
  const ids = CONTROLS.map(({ id }) => id);

  it('accepts its own example, which the reader accepts too', () => {
    const [example] = schema('waivers').examples;
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    expect(readWaivers(JSON.stringify(example), 'example', ids)).toHaveLength(1);
  });

  it.each([
    ['a waiver of a control that does not exist', { control: 'log-group-purple' }],
    ['a waiver without a last day', { expires: undefined }],
    ['a last day that is none', { expires: 'next year' }],
    ['a key that does not exist', { approved: true }],
  ])('refuses %s, as the reader does', (_, change) => {
    const [[waiver]] = schema('waivers').examples as [[object]];
    const text = JSON.stringify([{ ...waiver, ...change }]);
    expect(validate(JSON.parse(text))).toBe(false);
    expect(() => readWaivers(text, 'waivers.yaml', ids)).toThrow();
  });
});

describe('a type in words', () => {
  it.each([
    [{ type: 'integer', exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'whole number above 0'],
    [{ type: 'string', enum: ['allow', 'deny'] }, '`allow` or `deny`'],
    [{ type: 'array', items: { type: 'string' } }, 'list of text'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'mapping of text to text'],
    [{ type: 'object', properties: { min: { type: 'integer', minimum: 1 } } }, '{ `min`: whole number at least 1 }'],
  ])('%j is %s', (of, words) => {
    expect(describeType(of)).toBe(words);
  });
});
