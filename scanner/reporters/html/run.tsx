import type { Model } from './model.js';
import { Code, Foreign, Section } from './parts.js';
import { shown } from '../printable.js';
import { counted } from '../words.js';

/** `2026-11-24 09:00:00 UTC`. */
export const moment = (time: string): string => shown(time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'));

/** What makes this run this run: the same digests and the same day give the same report. */
export const RunSection = ({ head: { run, schema, population } }: Model) => {
  const identities = [...new Set(population.flatMap(({ identity }) => identity ?? []))].slice(0, 50);
  const rows: readonly (readonly [string, preact.ComponentChildren])[] = [
    ['Run', <Code text={run.id} />],
    ['Tool', <Foreign text={`${run.tool.name} ${run.tool.version}`} />],
    ['Started', moment(run.started)],
    ['Finished', `${moment(run.finished)}${took(run.started, run.finished)}`],
    ['Judged as of', <Foreign text={run.today} />],
    ['Configuration', <Code text={run.configDigest} />],
    ['Controls', <Code text={run.controlsDigest} />],
    ['Result schema', <Code text={schema} />],
    [
      'Asked as',
      <ul class="plain">
        {identities.map((identity) => (
          <li>
            <Code text={identity} />
          </li>
        ))}
        {identities.length === 0 && <li>not known</li>}
      </ul>,
    ],
  ];
  return (
    <Section id="run" title="This run">
      <dl class="run">
        {rows.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
};

function took(started: string, finished: string): string {
  const seconds = Math.round((Date.parse(finished) - Date.parse(started)) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? `, after ${counted(seconds, 'second')}` : '';
}
