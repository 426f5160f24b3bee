import * as account from '@aws-sdk/client-account';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as kms from '@aws-sdk/client-kms';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Account } from '../../../simulator/aws/account.js';
import { FrontDoor } from '../../../simulator/aws/front-door.js';
import { OPERATIONS } from '../../../simulator/aws/operations.js';
import { simulatorOperations } from '../../../tools/generated/simulator-operations.js';

const SDK: Readonly<Record<string, object>> = { account, bedrock, logs, kms, tagging, s3, sts };

const declared = OPERATIONS.flatMap(({ service, declared: table }) => Object.keys(table).map((name) => [service.signedAs, name]));

describe('the operations of the simulated account', () => {
  it.each(declared)("are the SDK's: %s %s", (service, name) => {
    expect(SDK[service!]).toHaveProperty(`${name}Command`);
  });

  it('are declared once', () => {
    const twice = [...OPERATIONS, OPERATIONS[0]!];

    expect(() => new FrontDoor(new Account('123456789012', undefined), twice, undefined)).toThrow(/declares \w+ twice/);
  });
});

describe('the table of operations', () => {
  const root = mkdtempSync(join(tmpdir(), 'logproof-operations-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  afterAll(() => rmSync(root, { recursive: true }));

  it('lists a file that declares some, and no other', () => {
    write('simulator/aws/macie/findings-report.ts', 'export default operations(macie, {\n});\n');
    write('simulator/aws/logs/query-definitions.ts', 'export default logOperations({\n});\n');
    write('simulator/aws/macie/model.ts', 'export interface Finding {}\n');

    const { path, text } = simulatorOperations(root);

    expect(path).toBe('simulator/aws/operations.ts');
    expect(text.match(/^import \w+ from .*$/gm)).toEqual([
      "import logsQueryDefinitions from './logs/query-definitions.js';",
      "import macieFindingsReport from './macie/findings-report.js';",
    ]);
    expect(text).toContain('= [\n  logsQueryDefinitions,\n  macieFindingsReport,\n];');
  });
});
