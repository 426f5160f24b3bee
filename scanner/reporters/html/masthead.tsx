import type { Model } from './model.js';
import { Foreign } from './parts.js';
import { places } from '../words.js';
import { moment } from './run.js';

const SIGNS = { Pass: '✓', Fail: '✕', Incomplete: '?' } as const;
const PLACES = 6;

/** Who reports what about where, as of when. */
export const Masthead = ({ head, verdict }: Model) => {
  const where = places(head);
  return (
    <header class="masthead">
      <p class="brand">
        <strong>logproof</strong> <span>Audit log assurance report</span>
      </p>
      <div class={`verdict ${verdict.word.toLowerCase()}`}>
        <p class="seal" aria-hidden="true">
          {SIGNS[verdict.word]}
        </p>
        <div>
          <h1>{verdict.word}</h1>
          <p class="headline">{verdict.headline}</p>
          <p class="meaning">
            Exit code {head.summary.exitCode}: {verdict.meaning}.
          </p>
        </div>
      </div>
      <dl class="facts">
        <div>
          <dt>Judged as of</dt>
          <dd>
            <Foreign text={head.run.today} />
          </dd>
        </div>
        <div>
          <dt>Read</dt>
          <dd>{moment(head.run.started)}</dd>
        </div>
        <div class="wide">
          <dt>Places</dt>
          <dd>
            <ul class="inline">
              {where.slice(0, PLACES).map((place) => (
                <li>
                  <Foreign text={place} limit={80} />
                </li>
              ))}
              {where.length > PLACES && <li>and {where.length - PLACES} more</li>}
              {where.length === 0 && <li>none</li>}
            </ul>
          </dd>
        </div>
      </dl>
    </header>
  );
};
