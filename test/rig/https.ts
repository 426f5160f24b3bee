import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** One HTTPS request to a server whose certificate is trusted by `ca` alone. */
export interface HttpsCall {
  readonly method: string;
  readonly url: string;
  readonly ca: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, whatever the status. */
export interface HttpsAnswer {
  readonly status: number;
  readonly text: string;
}

/** Makes the request; a status is an answer, not an error. Gives up after 30 seconds of silence. */
export function call({ method, url, ca, headers, body }: HttpsCall): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const pending = request(url, { method, ca, headers: { ...headers }, timeout: 30_000 }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, text: answer }), reject);
    });
    pending.once('timeout', () => pending.destroy(new Error(`${method} ${url}: no answer in 30 s`)));
    pending.once('error', reject);
    pending.end(body);
  });
}
