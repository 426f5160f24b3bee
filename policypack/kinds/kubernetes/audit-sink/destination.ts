import type { ServiceReference } from './facts.js';

// DNS-1123 subdomain without dots between segments: k8s.io/apimachinery/pkg/util/validation, IsDNS1123Subdomain.
const SEGMENT = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Why a webhook URL is refused, or `undefined`. Source: k8s.io/apiserver/pkg/util/webhook, ValidateWebhookURL; that it
 * must be https is in the API's documentation only, and is ours to enforce.
 */
export function urlProblem(url: string): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return 'the url is not a URL, https://host/path required';
  }
  if (parsed.protocol !== 'https:') return `url with scheme ${parsed.protocol.slice(0, -1)}, https required`;
  if (parsed.hostname === '') return 'url without a host, one is required';
  if (parsed.username !== '' || parsed.password !== '') return 'url with userinfo, which is not allowed: it is stored in clear';
  if (url.includes('#')) return 'url with a fragment, which is not allowed';
  if (url.includes('?')) return 'url with a query, which is not allowed';
  return undefined;
}

/** Why a Service reference is refused, or `undefined`. Source: k8s.io/apiserver/pkg/util/webhook, ValidateWebhookService. */
export function serviceProblem({ namespace, name, path, port }: ServiceReference): string | undefined {
  if (!name) return 'service without a name, one is required';
  if (!namespace) return 'service without a namespace, one is required';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `service port ${port}, 1 to 65535 required`;
  return path === undefined || path === '' ? undefined : pathProblem(path);
}

function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'service path does not start with "/"';
  if (path === '/') return undefined;
  const segments = path.slice(1).replace(/\/$/, '').split('/');
  const wrong = segments.find((segment) => !SEGMENT.test(segment));
  if (wrong === undefined) return undefined;
  return wrong === '' ? 'service path with an empty segment' : `service path segment "${wrong}" is not a DNS-1123 name`;
}
