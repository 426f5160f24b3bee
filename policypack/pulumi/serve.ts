import { loadConfiguration } from '../configuration/load.js';
import { Analyzer } from './analyzer.js';
import { ownPackage } from '../own-package.js';
import { programFolder } from './program-folder.js';
import { AnalyzerService, grpc } from './protocol.js';

/** Pulumi's own limit for one message; a stack of thousands of resources comes in one. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves the pack on a free port of this machine and prints the port, which is how the engine finds it. */
export function serve(): void {
  const analyzer = new Analyzer({
    manifest: ownPackage(),
    loadSettings: () =>
      loadConfiguration({ cwd: programFolder(process.cwd(), process.env), environment: process.env }).settings,
    today: () => new Date().toISOString().slice(0, 10),
  });
  const server = new grpc.Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  server.addService(AnalyzerService, analyzer.service());
  server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (problem, port) => {
    if (problem) throw problem;
    process.stdout.write(`${port}\n`);
  });
}
