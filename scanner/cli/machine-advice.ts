/** What the machine, and not logproof, is the reason of, by the system's code. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space and run again.',
  EDQUOT: 'The quota is used up: free some space and run again.',
  EFBIG: 'The file is larger than may be written here: raise the limit (ulimit -f) and run again.',
  EIO: 'The device failed: choose another.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n) and run again.',
  ENXIO: 'Nobody reads from it: start its reader first.',
  EPIPE: 'Its reader left before the end.',
  ENOMEM: 'The memory is used up: run again where there is more.',
  EACCES: 'Choose a folder that can be written to.',
  EROFS: 'The file system is read-only: choose another folder.',
};

/** What to do about an error of the system; undefined where it says nothing that the user could act on. */
export const machineAdvice = (code: string | undefined): string | undefined => ADVICE[code ?? ''];
