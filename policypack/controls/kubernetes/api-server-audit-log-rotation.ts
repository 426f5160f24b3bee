import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { isDiscarded, leftToService } from '../../kinds/kubernetes/auditing/export.js';
import { effective, numberOf } from '../../kinds/kubernetes/auditing/flags.js';
import { since, type ServerVersion } from '../../kinds/kubernetes/cluster/facts.js';
import { refusedToStart } from '../../kinds/kubernetes/auditing/start-faults.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

const ROTATION = ['maxage', 'maxbackup', 'maxsize'] as const;

/** What a size of zero means. */
const rotatesNothing = (version: ServerVersion): boolean => since(version, 36);

export default control({
  id: 'api-server-audit-log-rotation',
  title: 'Audit logs on disk are rotated, and kept for 30 days or more',
  subject: apiServer,
  needs: ['kubernetes.cluster'],
  severity: 'medium',
  rationale: 'A log that is deleted before anybody looks was not kept; one that is never deleted fills the disk, and ends the audit with the server.',
  remediation: 'Set --audit-log-maxage to 30 or more, --audit-log-maxbackup to 10 or more and --audit-log-maxsize to 100 or more. Before Kubernetes 1.36 none has a default.',
  references: { 'nist-800-53-r5': ['AU-4', 'AU-11'], 'cis-kubernetes': ['1.2.17', '1.2.18', '1.2.19'] },
  params: z.strictObject({
    days: z.int().positive().default(30).describe('Days that a log must stay on the disk; more is fine'),
    backups: z.int().positive().default(10).describe('Rotated files that must be kept; more is fine'),
    megabytes: z.int().positive().default(100).describe('Size of a file before it is rotated; more is fine'),
  }),
  check(server, { days, backups, megabytes }, { joined }) {
    const theirs = leftToService(server);
    if (theirs !== undefined) return notApplicable(theirs);
    const flags = need(server.flags);
    const path = effective(flags, 'audit-log-path');
    if (path === '' || path === '-') return notApplicable(path === '' ? 'no audit log on disk' : 'the audit log goes to standard output');
    if (isDiscarded(path)) return notApplicable('the audit log goes to /dev/null');
    if (effective(flags, 'audit-policy-file') === '') return notApplicable('no audit policy file, so that nothing is logged');
    const refused = refusedToStart(server);
    if (refused) return refused;
    // The defaults are the version's: where all is set, none needs to be known.
    const version = ROTATION.every((name) => `audit-log-${name}` in flags) ? undefined : need(joined.version);
    const [age, kept, size] = ROTATION.map((name) => numberOf(flags, `audit-log-${name}`, version)) as [number, number, number];
    const evidence = { maxage: age, maxbackup: kept, maxsize: size, path, seenIn: need(server.flagsFrom) ?? null };
    // Zero is for ever; of the size it is 100 MB, and no rotation at all from 1.36 on. Source: gopkg.in/natefinch/lumberjack.v2,
    // Logger; k8s.io/apiserver/pkg/server/options/audit.go, getWriter.
    if (size === 0 && rotatesNothing(need(joined.version))) return fail(`maxsize 0, so that the log is never rotated and fills the disk; maxsize ${megabytes} or more required`, evidence);
    if (age === 0 && kept === 0) return fail(`neither maxage nor maxbackup is set, so that logs fill the disk; maxage ${days} or more required`, evidence);
    if (!(age === 0 || age >= days)) return fail(`maxage ${age} days, at least ${days} required`, evidence);
    if (!(kept === 0 || kept >= backups)) return fail(`maxbackup ${kept} files, at least ${backups} required`, evidence);
    if (!((size || 100) >= megabytes)) return fail(`maxsize ${size} MB, at least ${megabytes} required`, evidence);
    return pass(`kept for ${age === 0 ? 'any number of' : age} days, in ${kept === 0 ? 'any number of' : kept} files of ${size || 100} MB`, evidence);
  },
});
