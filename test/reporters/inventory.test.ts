import { describe, expect, it } from 'vitest';
import type { Result } from '../../policypack/core/result.js';
import { shownInventory } from '../../scanner/reporters/inventory.js';
import { REPORTERS, type ReportFormat } from '../../scanner/reporters/index.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { parseResult } from '../../scanner/result/parse.js';
import { aiWorkload, aResult, aResultWithInventory, HEAD, INVENTORY, textOf } from './sample-result.js';

const as = (format: ReportFormat, result: Result = aResultWithInventory()) => textOf(REPORTERS[format](result, { colour: false, width: 100, categories: {} }));

describe('an inventory of AI workloads', () => {
  it('stands in the json report, sorted, one a line, and is read again to the same bytes', async () => {
    const text = await as('json');
    const saved = JSON.parse(text) as { inventory: unknown[] };

    expect(Object.keys(saved).slice(-3)).toEqual(['drift', 'inventory', 'summary']);
    expect(saved.inventory).toEqual([...INVENTORY].sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1)));
    expect(await as('json', parseResult(text))).toBe(text);
  });

  it('that is wrong is refused by its place', async () => {
    const text = (await as('json')).replace('"confidence":"low"', '"confidence":"sure"');

    expect(() => parseResult(text, 'saved.json')).toThrow(/^saved\.json: inventory\[\d\]\.confidence: /);
  });

  it('is one line of the table: how sure, and how audited', async () => {
    expect(await as('table')).toMatch(/AI workloads\n +found 5: 3 certain, 1 high, 1 low +1 not audited, 1 unknown, 1 not audited \(advisory\), 1\s+not\s+audited \(waived\), 1\s+audited/);
  });

  it('lists the ten most urgent in the table: name, why, and how each stands', async () => {
    const text = await as('table');
    const section = text.slice(text.indexOf('AI workloads'), text.indexOf('Drift'));

    expect(section).toMatch(/models\/b-hole +not audited\n.*RayCluster.* certain: kind RayCluster of ray\.io/);
    expect(section.indexOf('models/b-hole')).toBeLessThan(section.indexOf('models/a-audited'));
    expect(section).toMatch(/models\/d-gpu +not audited \(advisory\)/);
  });

  it('of more than ten says how many more, and where they are', async () => {
    const many = Array.from({ length: 12 }, (_, index) => aiWorkload(`w-${index}`, { audited: 'fail' }));
    const text = await as('table', resultOf(HEAD, [], [], many));

    expect(text.match(/^ +models\/w-\d+/gm)).toHaveLength(10);
    expect(text).toMatch(/and 2 more AI workloads: --report html=FILE or json=FILE lists them/);
  });

  const parts = [
    aiWorkload('service', { kind: 'RayService' }),
    aiWorkload('cluster', { partOf: 'ray.io/RayService/models/service', signs: ['kind RayCluster of ray.io', 'image rayproject/ray'] }),
    aiWorkload('runtime', { kind: 'ServingRuntime', role: 'configuration', pods: 0, images: [] }),
    aiWorkload('jellyfin', { confidence: 'low', signs: ['accelerator nvidia.com/gpu'], excluded: 'labels app=jellyfin', audited: 'not-applicable' }),
    aiWorkload('image', { confidence: 'medium', signs: ['image x'], audited: 'fail', advisory: true }),
    aiWorkload('gpu', { confidence: 'low', signs: ['accelerator nvidia.com/gpu'], audited: 'fail' }),
  ];

  it('says what belongs together, what is configuration, what is left out, and what fails no run', async () => {
    const shown = await shownInventory(resultOf(HEAD, [], [], parts), 10);
    const all = await Promise.all(['table', 'html', 'markdown'].map((format) => as(format as ReportFormat, resultOf(HEAD, [], [], parts))));
    const [table = '', page = '', markdown = ''] = all.map((text) => text.replace(/\s+/g, ' '));

    expect(shown.items.map(({ subject }) => subject.name)).toEqual(['models/gpu', 'models/image', 'models/cluster', 'models/service', 'models/runtime', 'models/jellyfin']);
    expect(shown.byStanding).toEqual({ pass: 3, excluded: 1, advisory: 1, failing: 1 });
    expect(table).toMatch(/3 certain, 1 medium, 2 low; 1 of .* ?them is configuration/);
    for (const text of [table, page, markdown]) {
      expect(text).toContain('part of ray.io/RayService/models/service');
      expect(text).toMatch(/left out: labels app=jellyfin/);
      expect(text).toContain('configuration');
    }
    expect(page).toContain('image rayproject/ray');
  });

  it('keeps a kind whole on the page, where the column is narrow too', async () => {
    const page = await as('html', resultOf(HEAD, [], [], parts));

    expect(page).toMatch(/<td role="cell" data-label="Kind" class="words"><code><bdi>ServingRuntime<\/bdi>/);
    expect(page).toMatch(/td\.words code, td\.words code bdi \{ overflow-wrap: break-word; \}/);
  });

  it('is a short table in markdown, the most urgent first, in which no name means anything', async () => {
    const text = await as('markdown');
    const section = text.slice(text.indexOf('### AI workloads'), text.indexOf('### Drift'));

    expect([...section.matchAll(/^\| (not audited \((?:advisory|waived)\)|not audited|unknown|audited) \|/gm)].map(([, word]) => word)).toEqual(['not audited', 'unknown', 'not audited (advisory)', 'not audited (waived)', 'audited']);
    expect(section).toContain('12,000');
    expect(section.replace(/`[^`\n]*`/g, '')).not.toMatch(/[<\]@*]/);
  });

  it('is a chapter of the page with tier, reason and verdict, in which no name is markup', async () => {
    const page = await as('html');
    const section = /<section id="ai-workloads"[^]*?<\/section>/.exec(page)?.[0] ?? '';

    expect(page).toContain('<a href="#ai-workloads">');
    expect(section.match(/<tr role="row">/g)).toHaveLength(6);
    expect(section).toContain('<strong>certain</strong>');
    expect(section).toContain('kind RayCluster of ray.io');
    expect(section).toMatch(/class="state (failing|advisory)"/);
    expect(section).toContain('class="state waived"');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(section).not.toMatch(/<img|\u202E/);
    expect(page).not.toMatch(/<[^>]* (style|on\w+)="/);
  });

  it.each<ReportFormat>(['table', 'markdown', 'html', 'json'])('that is empty changes nothing of the %s report', async (format) => {
    expect(await as(format, aResult())).not.toMatch(/AI workloads|ai-workloads"|"inventory"/);
  });

  it('of a hundred thousand is shown up to a limit, the most urgent first', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => aiWorkload(`w-${String(index).padStart(6, '0')}`, { audited: index === 99_999 ? 'fail' : 'pass' }));

    const shown = await shownInventory(resultOf(HEAD, [], [], many), 50);

    expect([shown.total, shown.items.length, shown.items[0]?.audited]).toEqual([100_000, 50, 'fail']);
  });
});
