import * as pulumi from '@pulumi/pulumi';

/** Where configuration comes from: the running program's ({@link programConfig}), or a stand-in. */
export interface ConfigSource {
  /** The value of a key of this project, in plain text even when it is secret. */
  get(key: string): string | undefined;
  /** The keys that are set, to refuse the ones that mean nothing. */
  keys?(): string[];
}

/**
 * The configuration of the running Pulumi program. Unlike `pulumi.Config` it gives a secret in plain text, so that it can
 * be checked before the first resource is touched; whoever passes it on wraps it in `pulumi.secret` again.
 */
export function programConfig(): ConfigSource {
  const prefix = `${pulumi.getProject()}:`;
  return {
    get: (key) => pulumi.runtime.getConfig(prefix + key),
    keys: () => Object.keys(pulumi.runtime.allConfig())
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length)),
  };
}

/** Configuration that the stack cannot be deployed with. Pulumi prints the message without a stack trace. */
export class ConfigurationError extends pulumi.RunError {
  /** @param problems one line each, starting with the configuration key */
  constructor(readonly problems: readonly string[]) {
    super(['the configuration does not fit this stack:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

// The texts that templates leave behind, and the domains that RFC 2606 and RFC 6761 reserve for documentation.
const PLACEHOLDERS = [
  /<[^<>]*>/,
  /change[-_ ]?me/i,
  /replace[-_ ]?me/i,
  /\bTODO\b/,
  /\bexample\.(com|net|org|edu)\b/i,
  /\.(example|test|invalid|localhost)(?=$|[:/\s"'])/i,
];

/** The placeholder that a text still holds, or `undefined`. */
export function placeholderIn(text: string): string | undefined {
  for (const pattern of PLACEHOLDERS) {
    const match = pattern.exec(text);
    if (match !== null) return match[0];
  }
  return undefined;
}

/**
 * Reads typed values and collects what is wrong with them, so that all problems are reported at once.
 * Every method returns a value that is safe to go on with; {@link ConfigReader.finish} raises what was collected.
 */
export class ConfigReader {
  private readonly problems: string[] = [];

  constructor(private readonly source: ConfigSource) {}

  /** Notes one problem of a key. */
  problem(key: string, text: string): void {
    this.problems.push(`${key}: ${text}`);
  }

  /** A text, or the fallback when it is empty or not set. Refuses placeholders. */
  text(key: string, fallback = ''): string {
    const value = this.source.get(key)?.trim();
    if (value === undefined || value === '') return fallback;
    const placeholder = placeholderIn(value);
    if (placeholder !== undefined) {
      this.problem(key, `expected a value of your own, found the placeholder "${placeholder}"`);
    }
    return value;
  }

  /** A text of one form. An unset one takes the fallback; without a fallback it is required. */
  textLike(key: string, pattern: RegExp, expected: string, fallback?: string): string {
    const value = this.text(key, fallback);
    if (!pattern.test(value)) this.expected(key, expected, value);
    return value;
  }

  /** PEM text, as it was given: base64 is not searched for placeholders. */
  pem(key: string): string {
    const value = this.source.get(key)?.trim() ?? '';
    return value === '' ? '' : `${value}\n`;
  }

  /** A whole number that satisfies `accepts`. */
  integer(key: string, fallback: number, accepts: (value: number) => boolean, expected: string): number {
    const text = this.text(key, String(fallback));
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (accepts(value)) return value;
    this.expected(key, expected, text);
    return fallback;
  }

  /** `true` or `false`. */
  boolean(key: string, fallback: boolean): boolean {
    const text = this.text(key, String(fallback));
    if (text === 'true' || text === 'false') return text === 'true';
    this.expected(key, 'true or false', text);
    return fallback;
  }

  /** One of the given words. */
  oneOf<T extends string>(key: string, words: readonly T[], fallback: T): T {
    const text = this.text(key, fallback);
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) this.expected(key, `one of ${words.join(', ')}`, text);
    return word ?? fallback;
  }

  /** A list of texts that each satisfy `accepts`. */
  list(key: string, accepts: (item: string) => boolean, expected: string): string[] {
    const value = this.json(key, '[]', 'a list of texts');
    if (!Array.isArray(value)) {
      if (value !== undefined) this.expected(key, 'a list of texts', JSON.stringify(value));
      return [];
    }
    value.forEach((item, index) => {
      if (typeof item !== 'string' || !accepts(item)) this.expected(`${key}[${index}]`, expected, String(item));
    });
    return value.map(String);
  }

  /** Texts by name. */
  map(key: string): Record<string, string> {
    const value = this.json(key, '{}', 'texts by name');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      if (value !== undefined) this.expected(key, 'texts by name', JSON.stringify(value));
      return {};
    }
    const entries = Object.entries(value);
    for (const [name, item] of entries) {
      if (typeof item !== 'string') this.expected(`${key}.${name}`, 'a text', JSON.stringify(item));
    }
    return Object.fromEntries(entries.map(([name, item]) => [name, String(item)]));
  }

  /** Raises everything that was collected. @throws {@link ConfigurationError} */
  finish(): void {
    if (this.problems.length > 0) throw new ConfigurationError(this.problems);
  }

  private json(key: string, fallback: string, expected: string): unknown {
    const text = this.text(key, fallback);
    try {
      return JSON.parse(text);
    } catch {
      this.expected(key, `${expected}, as JSON`, text);
      return undefined;
    }
  }

  private expected(key: string, expected: string, found: string): void {
    this.problem(key, `expected ${expected}, found ${found === '' ? 'nothing' : `"${found}"`}`);
  }
}
