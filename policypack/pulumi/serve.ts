import { Analyzer } from './analyzer.js';
import { ancestors } from './ancestors.js';
import { dayOf } from '../core/calendar.js';
import { foundSettings } from './found-settings.js';
import { ownPackage } from '../own-package.js';
import { AnalyzerService, grpc } from './protocol.js';

/** Pulumi's own limit for one message; a stack of thousands of resources comes in one. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** What a pack writes after its port the engine shows at the stack, as information and no warning. */
const tell = (line: string): void => void process.stdout.write(`logproof: ${line}\n`);

/** Serves the pack on a free port of this machine and prints the port, which is how the engine finds it. */
export function serve(): void {
  const analyzer = new Analyzer({
    manifest: ownPackage(),
    loadSettings(project) {
      const { settings, line } = foundSettings(project, { cwd: process.cwd(), environment: process.env, ancestors: ancestors(process.ppid) });
      tell(line);
      return settings;
    },
    tell,
    today: () => dayOf(new Date()),
  });
  const server = new grpc.Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  server.addService(AnalyzerService, analyzer.service());
  server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (problem, port) => {
    if (problem) throw problem;
    process.stdout.write(`${port}\n`);
  });
}
