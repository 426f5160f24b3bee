const pending = new Set<() => void>();
let watching = false;

/**
 * Has `action`, which must be synchronous, run when this process ends, by itself or by a signal: no server and no
 * folder outlives a test run. Returns what takes it back.
 */
export function atExit(action: () => void): () => void {
  watch();
  pending.add(action);
  return () => void pending.delete(action);
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.on('exit', runAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      runAll();
      process.kill(process.pid, signal);
    });
  }
}

/** Last in, first out: a server goes before the folder it writes to. */
function runAll(): void {
  for (const action of [...pending].reverse()) {
    pending.delete(action);
    try {
      action();
    } catch {
      // The process is ending: the others still get their turn.
    }
  }
}
