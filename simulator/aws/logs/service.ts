import { invalidParameter } from '../aws-error.js';
import type { Region } from '../account.js';
import type { Input } from '../input.js';
import { operations, type Operations, type Service } from '../operation.js';
import { awsJson, type JsonOperation } from '../wires/json.js';
import { logStoreOf, type LogStore } from './store.js';

/** Amazon CloudWatch Logs. */
const logs: Service<JsonOperation> = {
  signedAs: 'logs',
  iam: 'logs',
  wire: awsJson('Logs_20140328'),
  unfitInput: 'InvalidParameterException',
  expiredPageToken: invalidParameter('The specified nextToken is invalid.'),
};

/** Declares operations of CloudWatch Logs, each over the log groups of a region, or whatever else the region holds. */
export function logOperations(declared: Readonly<Record<string, (store: LogStore, input: Input, region: Region) => object>>): Operations {
  const overRegions = Object.entries(declared).map(([name, operation]): [string, JsonOperation] => [
    name,
    (region: Region, input: Input) => operation(logStoreOf(region), input, region),
  ]);
  return operations(logs, Object.fromEntries(overRegions));
}
