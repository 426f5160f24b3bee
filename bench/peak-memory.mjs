// Preloaded into what is measured: writes the process's own peak memory (bytes) where the bench looks for it.
import { writeFileSync } from 'node:fs';

const file = process.env.LOGPROOF_BENCH_PEAK;
if (file) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
