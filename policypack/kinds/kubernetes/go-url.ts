/** A URL as Go's net/url takes it apart, in which kube-apiserver and client-go read them. */
export interface GoUrl {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  /** With its port. Empty where there is none: of `host:443` Go makes a scheme and no host. */
  readonly host: string;
  readonly userinfo: boolean;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly fragment: string;
}

/** Bytes below a blank, and DEL: a line's end at the end of a text is one. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
/** What may stand in a host as it is. Source: net/url, encoding_table.go. */
const HOST_CHARACTER = /^[\w\-.~!$&'()*+,;=:[\]<>"%\u0080-\u{10ffff}]$/u;
const USERINFO = /^[\w\-.~:!$&'()*+,;=%@]*$/;
const IPV6 = /^[0-9a-f:.]+(%25.+)?$/i;

/**
 * Takes a URL apart as Go does: what a browser forgives, Go refuses, and the other way round. Source: net/url, Parse.
 * @returns why it is refused, as a text that shows one character of it at most
 */
export function goUrl(text: string): GoUrl | string {
  const { before, after: fragment } = cut(text, '#');
  if (CONTROL.test(before)) return 'a line end or another control character is in it';
  const { scheme, rest } = schemeOf(before);
  if (scheme === undefined) return 'the scheme before ":" is missing';
  const { before: place, after: query } = cut(rest, '?');
  if (BAD_ESCAPE.test(fragment)) return BAD_ESCAPE_WORDS;
  const found = { scheme, query, fragment };
  if (!place.startsWith('/') && scheme !== '') return { ...found, host: '', userinfo: false, path: '' };
  if (!place.startsWith('/') && cut(place, '/').before.includes(':')) return 'its first part holds a colon, and no scheme stands before it';
  if (!place.startsWith('//') || (scheme === '' && place.startsWith('///'))) return BAD_ESCAPE.test(place) ? BAD_ESCAPE_WORDS : { ...found, host: '', userinfo: false, path: place };
  const slash = place.indexOf('/', 2);
  const [authority, path] = slash < 0 ? [place.slice(2), ''] : [place.slice(2, slash), place.slice(slash)];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const problem = hostProblem(host) ?? (at >= 0 && (!USERINFO.test(authority.slice(0, at)) || BAD_ESCAPE.test(authority.slice(0, at))) ? 'what stands before "@" cannot stand there' : undefined);
  return problem ?? (BAD_ESCAPE.test(path) ? BAD_ESCAPE_WORDS : { ...found, host, userinfo: at >= 0, path });
}

const BAD_ESCAPE_WORDS = 'a "%" is in it without two hexadecimal digits after it';

/** `undefined` for a colon with nothing before it. What is no scheme stays where it is. */
function schemeOf(text: string): { readonly scheme: string | undefined; readonly rest: string } {
  if (text.startsWith(':')) return { scheme: undefined, rest: text };
  const [whole, scheme] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text) ?? [];
  return whole === undefined || scheme === undefined ? { scheme: '', rest: text } : { scheme: scheme.toLowerCase(), rest: text.slice(whole.length) };
}

function hostProblem(host: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return 'its host holds a "[" that is not its first character';
  const end = bracket === 0 ? host.lastIndexOf(']') + 1 : host.indexOf(':');
  if (bracket === 0 && end === 0) return 'the "]" of its host is missing';
  if (bracket === 0 && !IPV6.test(host.slice(1, end - 1))) return 'what stands in brackets is no IPv6 address';
  // Go before 1.26 took several colons, and called nobody by such a name.
  if (end >= 0 && !/^(:\d*)?$/.test(host.slice(end))) return 'what follows the host is no port';
  const wrong = [...host].find((character) => !HOST_CHARACTER.test(character));
  if (wrong !== undefined) return `the character "${wrong}" cannot stand in a host`;
  if (BAD_ESCAPE.test(host)) return BAD_ESCAPE_WORDS;
  // In a host only what is no ASCII may be encoded, and what stands after an IPv6 address' zone.
  return bracket !== 0 && /%[0-7]/.test(host.replaceAll('%25', '')) ? 'a character of its host is encoded by "%"' : undefined;
}

function cut(text: string, mark: string): { readonly before: string; readonly after: string } {
  const at = text.indexOf(mark);
  return at < 0 ? { before: text, after: '' } : { before: text.slice(0, at), after: text.slice(at + 1) };
}

/** The host without its port, an IPv6 address without its brackets. */
export const hostname = (host: string): string => (host.startsWith('[') ? host.slice(1, host.lastIndexOf(']')) : cut(host, ':').before);

/** What a client calls. */
export interface CalledServer {
  /** With a scheme and a host, whatever was written. */
  readonly url: string;
  readonly host: string;
  readonly scheme: string;
  /** It is written without a scheme: client-go chose one. */
  readonly schemeless: boolean;
  /** What client-go drops without a word. */
  readonly dropped: readonly ('query' | 'fragment')[];
}

/**
 * What client-go makes of a kubeconfig's server. Source: k8s.io/client-go/rest, DefaultServerURL and NewRESTClient.
 * @param tls it has a certificate authority or a certificate of its own, or is not to verify: then https is meant
 * @returns why no client is made, as a text
 */
export function calledServer(server: string, tls: boolean): CalledServer | string {
  if (server === '') return 'empty';
  const written = goUrl(server);
  if (typeof written !== 'string' && written.scheme !== '' && written.host !== '') return called(server, written, false);
  const url = `${tls ? 'https' : 'http'}://${server}`;
  const made = goUrl(url);
  if (typeof made !== 'string' && (made.path === '' || made.path === '/')) return called(url, made, true);
  return typeof written === 'string' ? written : 'it is neither a URL nor a host with a port';
}

const called = (url: string, { host, scheme, query, fragment }: GoUrl, schemeless: boolean): CalledServer => ({
  url,
  host,
  scheme,
  schemeless,
  dropped: [...(query === '' ? [] : (['query'] as const)), ...(fragment === '' ? [] : (['fragment'] as const))],
});
