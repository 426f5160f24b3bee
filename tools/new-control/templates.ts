import { camel, json } from '../generated/generated-file.js';

/** A new control's text: it compiles, and its check throws until it is written. */
export function controlText(id: string, subject: string): string {
  const [provider = '', name = ''] = subject.split('.');
  const imported = subject === 'any' ? '' : `import ${camel(name)} from '../../kinds/${provider}/${name}/kind.js';\n`;
  return `import { control, noParams } from '../../core/control.js';
${imported}
export default control({
  id: '${id}',
  title: 'FILL IN: the requirement as a sentence',
  subject: ${subject === 'any' ? "'any'" : camel(name)},
  severity: 'medium',
  rationale: 'FILL IN: what goes wrong without it',
  remediation: 'FILL IN: what to change, by its name in the program',
  references: {},
  params: noParams,
  check() {
    throw new Error('FILL IN: read facts by need(), return pass(found) or fail(found, required)');
  },
});
`;
}

const MESSAGE = 'FILL IN: what the check says';

/** A new control's cases: none is right before somebody says what is known and what the check then says. */
export function casesText(subject: string): string {
  const fact = subject === 'any' ? { texts: [{ path: 'FILL IN', value: 'FILL IN' }] } : { 'FILL IN': 'a fact of the subject' };
  const unread = { gap: 'forbidden' };
  const unreadFact = subject === 'any' ? { texts: [{ path: 'FILL IN', value: '', unread: { ...unread, via: 'FILL IN' } }] } : { 'FILL IN': unread };
  return json([
    { name: 'FILL IN what passes', given: fact, expect: { outcome: 'pass', message: MESSAGE } },
    { name: 'FILL IN what fails', given: fact, expect: { outcome: 'fail', message: MESSAGE } },
    { name: 'FILL IN what is not read', given: unreadFact, expect: { outcome: 'unknown', message: MESSAGE } },
  ]);
}
