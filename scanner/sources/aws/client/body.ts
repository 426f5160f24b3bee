import { Readable } from 'node:stream';
import type { DeserializeMiddleware, MetadataBearer, Pluggable } from '@smithy/types';
import { MalformedAnswer, NoAnswer, OversizedAnswer } from '../../deadline.js';
import type { Calls } from './call.js';

/** The largest that a service gives is a page of GetResources, of 2 MB: a server that sends more is not to fill the memory. */
export const LARGEST_BODY = 16 * 1024 * 1024;

interface Answer {
  readonly statusCode: number;
  body?: unknown;
}

/**
 * Takes every answer in, before the SDK reads it: it has an end in size and in time, and, where it is XML, the name that its
 * operation gives it, since the SDK reads a page of some proxy as an answer that holds nothing.
 */
export const receiving = <Input extends object, Output extends MetadataBearer>(calls: Calls, seconds: number): Pluggable<Input, Output> => {
  const middleware: DeserializeMiddleware<Input, Output> =
    (next, { commandName = '' }) =>
    async (args) => {
      const received = await next(args);
      const answer = received.response as Answer;
      if (!(answer.body instanceof Readable)) return received;
      const body = await whole(answer.body, seconds);
      const root = calls[commandName.replace(/Command$/, '')]?.root;
      if (root === undefined) answer.body = body;
      else {
        requireRoot(root, body, answer.statusCode);
        // S3's own middleware, which finds errors among successes, looks at streams alone.
        answer.body = Readable.from([body], { objectMode: false });
      }
      return received;
    };
  return { applyToStack: (stack) => stack.add(middleware, { step: 'deserialize', priority: 'low', name: 'logproofBody', override: true }) };
};

/** @throws MalformedAnswer for one that has no end, NoAnswer for one that trickles, or the system's network error */
async function whole(body: Readable, seconds: number): Promise<Buffer> {
  // Whoever asked has given up by then: what still comes is for nobody.
  const late = setTimeout(() => body.destroy(new NoAnswer(seconds)), seconds * 1000);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY) throw bare(new OversizedAnswer(`${LARGEST_BODY / 1024 / 1024} MiB`));
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}

/** What begins the first element, behind the declaration; a comment before it no service writes. */
const FIRST_ELEMENT = /^\uFEFF?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<([\w:.-]{1,100})[\s/>]/;

/** A refusal is told by its status, and S3 may write `Error` into a success. */
function requireRoot(root: string, body: Buffer, status: number): void {
  if (status < 200 || status > 299) return;
  const found = FIRST_ELEMENT.exec(body.toString('utf8', 0, 500))?.[1];
  if (found !== root && found !== 'Error') throw bare(new MalformedAnswer(`the answer is not ${root}: check the endpoint`));
}

/** The SDK adds its own advice to an error without `$metadata`. */
const bare = (problem: MalformedAnswer): MalformedAnswer => Object.assign(problem, { $metadata: {} });
