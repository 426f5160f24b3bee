import fc from 'fast-check';

/** Values as YAML writes them: what its versions read differently, and what its parsers do. */
const VALUES = [
  'a', 'yes', 'no', 'on', 'off', 'y', 'N', 'true', 'null', '~', '', '1', '010', '08', '0o17', '0x1F', '0b1', '1_000', '1.5', '1.', '.5', '.5e3', '._5', '.1_0', '1e3', '1e400',
  '.nan', '-1', '+1', '1:30', '190:20:30', '2001-01-01', '2001-12-14t21:59:43.10-05:00', '=', '<<', '0.', '-', '-.5', '-.inf', '0x', '0b2', '_1', '12e03', '-0b1', '18446744073709551616',
  '"a"', "'a'", '"1"', '"\\/"', '"\\x41"', '"\\u00e9"', '"\\ud800"', '"\\U00110000"', '"\\e"', '"\\q"', "'it''s'", '"\\_"', '"a"#c', 'a b', 'a #b', 'a#b', 'a:b', 'a: b', '[a]', '{a: b}', '{a}', '[a,]', '[a,b',
  '[,]', '{a:1}', '{"a":1}', '[a: b]', '!!str 1', '!!int 1', '!!int a', '!!bool yes', '!!bool 1', '!!float 1', '!!null a', '!!binary YQ==', '!!binary Y', '!!timestamp a', '!foo a', '! 1', '! "1"', '!!str',
  '&x a', '*x', '*y', '&&a b', '|\n    a', '>\n    a', '|-\n    a\n', '@a', '`a', '%a', '?a', '-a', ':a', '&', '#', ',', '[', '\ta', 'a\t', '\u00a0', 'é', '\u0085', '\u2028', '😀', 'a\ufeff', '...', '[?a]', '[::]', '[!!str]', '[#a\n  ]',
] as const;
const KEYS = ['level', 'users', 'verbs', 'x', '1', '"level"', '? level\n ', 'null', 'true', '<<', '"<<"', '!!str x', '[a]', '1.5', '.inf', '2001-01-01', '010', 'y'] as const;
const LINES = [
  '  # c', '#c', '\t', '  \t', '  \t# c', '---', '...', '-\tlevel: None', '- \tlevel: None', 'omitStages: [Panic]', 'x: |\n  a\n b', 'x: a\n  b', '  x: &x {level: None}', '  x: &x [a]', '  <<: *x', '  <<: {level: None}',
  '  <<: [{level: None}, {level: Request}]', '  <<: a', '  level: "Request"', '  level: |-\n    None', '\r', '  ? [a]\n  : b', '---\n: : [', '...\nfoo: [', 'metadata: {name: a, labels: {a: yes}}', 'level: None',
] as const;
const HEADS = ['', '', '', '---\n', '%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '%FOO\n---\n', '# c\n', '\ufeff', '---\n---\n'] as const;
const TAILS = ['\n', '', '\n---\n', '\n...\n'] as const;
const SPLICED = [' ', '\n', '\t', ':', '-', '"', "'", '#', '[', ']', '{', '}', ',', '&a', '*a', '!', '|', '>', '%', '?', '\\', '\r', '<<: ', '---\n', '\u0085'] as const;

const line = fc.oneof(
  fc.constantFrom(...LINES),
  fc.constantFrom(...VALUES).map((value) => `  users: [${value}]`),
  fc.constantFrom(...VALUES).map((value) => `  users:\n  - ${value}`),
  fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES)).map(([key, value]) => `  ${key}: ${value}`),
);

const splices = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), text: fc.constantFrom(...SPLICED), over: fc.nat(2) }), { maxLength: 1 });

/** Texts around an audit policy: most are odd, some are none. */
export const yamlText: fc.Arbitrary<string> = fc
  .record({ head: fc.constantFrom(...HEADS), level: fc.constantFrom('None', 'Metadata'), lines: fc.array(line, { minLength: 1, maxLength: 3 }), tail: fc.constantFrom(...TAILS), splices })
  .map(({ head, level, lines, tail, splices: changes }) => {
    const text = `${head}apiVersion: audit.k8s.io/v1\nrules:\n- level: ${level}\n${lines.join('\n')}${tail}`;
    return changes.reduce((whole, { at, text: spliced, over }) => {
      const offset = Math.floor(at * whole.length);
      return whole.slice(0, offset) + spliced + whole.slice(offset + over);
    }, text);
  });
