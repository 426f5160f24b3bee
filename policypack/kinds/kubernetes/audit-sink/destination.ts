import { goUrl } from '../go-url.js';
import type { ServiceReference } from './facts.js';

// DNS-1123 subdomain without dots between segments: k8s.io/apimachinery/pkg/util/validation, IsDNS1123Subdomain.
const SEGMENT = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why Kubernetes refuses a webhook URL, or `undefined`. Source: k8s.io/apiserver/pkg/util/webhook, ValidateWebhookURL. */
export function urlProblem(url: string): string | undefined {
  const parsed = goUrl(url);
  if (typeof parsed === 'string') return `the url is not a URL to Go, in which Kubernetes reads it: ${parsed}; https://host/path required`;
  if (parsed.host === '') return parsed.scheme === 'http' || parsed.scheme === 'https' ? 'the url is not of the form https://host/path' : 'the url is not a URL, https://host/path required';
  if (parsed.userinfo) return 'url with userinfo, which is not allowed: it is stored in clear';
  if (parsed.fragment !== '') return 'url with a fragment, which is not allowed';
  if (parsed.query !== '') return 'url with a query, which is not allowed';
  return undefined;
}

/** The scheme of a URL where it is not the one that the API's documentation asks for: no server enforced it. */
export function otherScheme(url: string): string | undefined {
  const parsed = goUrl(url);
  return typeof parsed === 'string' || parsed.scheme === 'https' ? undefined : parsed.scheme;
}

/** The host of a URL, with its port. */
export function hostOfUrl(url: string): string {
  const parsed = goUrl(url);
  return typeof parsed === 'string' ? '' : parsed.host;
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
