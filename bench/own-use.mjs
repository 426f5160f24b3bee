// Preloaded into what is measured: writes where the bench looks for it what the process used: its peak memory (bytes), and
// its processor time (seconds, user and system, of every thread).
import { writeFileSync } from 'node:fs';

const file = process.env.LOGPROOF_BENCH_USE;
if (file) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ peak: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1e6 }));
  });
}
