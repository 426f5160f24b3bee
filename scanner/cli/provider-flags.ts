import type { Command, CommandUnknownOpts, OptionValues } from '@commander-js/extra-typings';
import { LIVE_PROVIDERS, type InitProviderFlags, type ScanProviderFlags } from '../sources/index.js';

/** Adds the flags of every provider to `scan`; their types are those of the same table. */
export function withScanFlags<Flags extends OptionValues>(command: Command<[], Flags>): Command<[], Flags & ScanProviderFlags> {
  addFlags(command, LIVE_PROVIDERS.map(({ flags }) => flags()));
  return command as unknown as Command<[], Flags & ScanProviderFlags>;
}

/** Adds the flags that say where to look for each provider to `init`; their types are those of the same table. */
export function withInitFlags<Flags extends OptionValues>(command: Command<[], Flags>): Command<[], Flags & InitProviderFlags> {
  addFlags(command, LIVE_PROVIDERS.map(({ init }) => init.flags()));
  return command as unknown as Command<[], Flags & InitProviderFlags>;
}

/** Adds the flags that other commands hold, in their order. */
function addFlags(command: CommandUnknownOpts, parts: readonly CommandUnknownOpts[]): void {
  for (const part of parts) for (const option of part.options) command.addOption(option);
}
