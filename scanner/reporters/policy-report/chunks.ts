import type { PolicyReportResult } from './api.js';

/** What one object may hold. */
export interface Bounds {
  readonly entries: number;
  /** Of JSON, as the API server stores it. */
  readonly bytes: number;
}

/**
 * etcd refuses a request of more than 1.5 MiB (--max-request-bytes); a third of it is left to metadata, managed fields and
 * what the server adds. 500 entries are what a page of a dashboard still shows.
 */
const BOUNDS: Bounds = { entries: 500, bytes: 1_000_000 };

/** Cuts entries into groups within bounds, in their order; one group at least. */
export function chunks(entries: readonly PolicyReportResult[], bounds: Bounds = BOUNDS): PolicyReportResult[][] {
  const groups: PolicyReportResult[][] = [];
  let group: PolicyReportResult[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = stored(entry) + 1;
    if (group.length > 0 && (group.length >= bounds.entries || bytes + size > bounds.bytes)) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
    group.push(entry);
    bytes += size;
  }
  return [...groups, group];
}

/** Bytes of an entry in etcd: Go writes five characters as `\u003c`. Source: encoding/json, HTMLEscape. */
function stored(entry: PolicyReportResult): number {
  const json = JSON.stringify(entry);
  let bytes = Buffer.byteLength(json);
  for (const [character] of json.matchAll(/[<>&\u2028\u2029]/g)) bytes += 6 - Buffer.byteLength(character);
  return bytes;
}
