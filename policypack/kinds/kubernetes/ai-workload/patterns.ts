/** Names of a list, each exact or with `*` for any part of it, compiled once: the one that a text matches, as the list has it. */
export function namesOf(list: readonly string[], fold: (text: string) => string = (text) => text): (text: string) => string | undefined {
  const exact = new Map(list.filter((name) => !name.includes('*')).map((name) => [fold(name), name]));
  const parts = list.filter((name) => name.includes('*')).map((name) => ({ name, matches: new RegExp(`^${wild(fold(name), '.*')}$`, 's') }));
  // Nearly every name that is asked for is none of them: one expression says so for all.
  const any = new RegExp(parts.length === 0 ? '^(?!)' : `^(?:${parts.map(({ name }) => wild(fold(name), '.*')).join('|')})$`, 's');
  return (text) => {
    const folded = fold(text);
    return exact.get(folded) ?? (any.test(folded) ? parts.find(({ matches }) => matches.test(folded))?.name : undefined);
  };
}

/** A name as the source of a regular expression. @param star what `*` stands for */
export const wild = (name: string, star: string): string => name.split('*').map(escaped).join(star);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** The words of a name. */
export const wordsOf = (name: string): string[] => name.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');

/** Longer texts are not remembered. */
const LONGEST = 1_024;

/** A pure function of a text that remembers its last answers: the same few texts come with every pod. */
export function remembered<T>(of: (text: string) => T, most = 5_000): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return of(text);
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as T;
    if (answers.size >= most) answers.clear();
    const answer = of(text);
    answers.set(text, answer);
    return answer;
  };
}
