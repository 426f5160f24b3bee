import type { HttpHandlerOptions, RequestHandler } from '@smithy/types';

/** What of a client sends its requests. */
interface Sending {
  readonly config: { requestHandler: RequestHandler<unknown, unknown, HttpHandlerOptions> };
}

/**
 * Lets every request of a client end with a signal. Given to `send`, it would have the SDK put the middlewares in their
 * order anew for each request: it keeps them only for commands that are sent without options.
 */
export function listenTo(signal: AbortSignal, { config }: Sending): void {
  const handler = config.requestHandler;
  const handle: (typeof handler)['handle'] = (request, options) =>
    handler.handle(request, { ...options, abortSignal: options?.abortSignal ?? signal });
  config.requestHandler = Object.assign(Object.create(handler) as typeof handler, { handle });
}
