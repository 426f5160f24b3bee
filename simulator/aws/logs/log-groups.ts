import { alreadyExists, AwsError, constraint, invalidParameter } from '../aws-error.js';
import { flag, name, oneOf, pageToken, readPageToken, requiredText, text, whole, type Input } from '../input.js';
import type { ListedLogGroup, LogGroup } from './model.js';
import { logOperations } from './service.js';
import type { LogStore } from './store.js';
import { effectiveRetention, RETENTION_DAYS } from './retention.js';
import { readTags } from './tags.js';

/** `[\.\-_/#A-Za-z0-9]+` in the API reference. */
export const LOG_GROUP_NAME = /^[\.\-_/#A-Za-z0-9]+$/;

const CLASSES = ['STANDARD', 'INFREQUENT_ACCESS', 'ESSENTIALS', 'DELIVERY'] as const;

/** DELIVERY keeps events for two days, whatever is asked (AWS, CreateLogGroup). */
const DELIVERY_DAYS = 2;

const PAGE = 50;

/** The operations over log groups. */
export default logOperations({
  CreateLogGroup: createLogGroup,
  DeleteLogGroup: deleteLogGroup,
  PutRetentionPolicy: putRetentionPolicy,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  AssociateKmsKey: associateKmsKey,
  DisassociateKmsKey: disassociateKmsKey,
  PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
  DescribeLogGroups: describeLogGroups,
});

function createLogGroup(store: LogStore, input: Input): object {
  const logGroupName = name(input, 'logGroupName', LOG_GROUP_NAME);
  if (store.logGroups.get(logGroupName)) throw alreadyExists('log group');
  const logGroupClass = oneOf(input, 'logGroupClass', CLASSES) ?? 'STANDARD';
  const kmsKeyId = text(input, 'kmsKeyId');
  if (kmsKeyId !== undefined) requireKeyArn(kmsKeyId);
  store.putLogGroup({
    logGroupName,
    creationTime: Date.now(),
    logGroupClass,
    deletionProtectionEnabled: flag(input, 'deletionProtectionEnabled') ?? false,
    tags: readTags(input.tags),
    ...(logGroupClass === 'DELIVERY' && { retentionInDays: DELIVERY_DAYS }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
  });
  return {};
}

function deleteLogGroup(store: LogStore, input: Input): object {
  const { logGroupName, deletionProtectionEnabled } = store.readLogGroup(name(input, 'logGroupName', LOG_GROUP_NAME));
  if (deletionProtectionEnabled) {
    throw new AwsError(
      'ValidationException',
      'The log group cannot be deleted because deletion protection is enabled.',
    );
  }
  store.logGroups.delete(logGroupName);
  return {};
}

function putRetentionPolicy(store: LogStore, input: Input): object {
  const group = named(store, input);
  const days = input.retentionInDays;
  if (!RETENTION_DAYS.includes(days as number)) {
    throw constraint('retentionInDays', days, `satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`);
  }
  requireOwnRetention(group);
  group.retentionInDays = days as number;
  return {};
}

function deleteRetentionPolicy(store: LogStore, input: Input): object {
  const group = named(store, input);
  requireOwnRetention(group);
  group.retentionInDays = undefined;
  return {};
}

function associateKmsKey(store: LogStore, input: Input): object {
  const key = requireKeyArn(requiredText(input, 'kmsKeyId'));
  byNameOrArn(store, input, 'resourceIdentifier').kmsKeyId = key;
  return {};
}

function disassociateKmsKey(store: LogStore, input: Input): object {
  byNameOrArn(store, input, 'resourceIdentifier').kmsKeyId = undefined;
  return {};
}

function putLogGroupDeletionProtection(store: LogStore, input: Input): object {
  const group = store.logGroup(store.nameOf(requiredText(input, 'logGroupIdentifier')));
  const enabled = flag(input, 'deletionProtectionEnabled');
  if (enabled === undefined) throw constraint('deletionProtectionEnabled', null, 'not be null');
  group.deletionProtectionEnabled = enabled;
  return {};
}

function describeLogGroups(store: LogStore, input: Input): object {
  const prefix = text(input, 'logGroupNamePrefix');
  const pattern = text(input, 'logGroupNamePattern');
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  const identifiers = input.logGroupIdentifiers as readonly string[] | undefined;
  if (identifiers?.length) return { logGroups: identified(store, identifiers) };
  const wantedClass = oneOf(input, 'logGroupClass', CLASSES);
  const limit = whole(input, 'limit', 1, PAGE) ?? PAGE;
  const logGroups: object[] = [];
  let last: string | undefined;
  for (const group of store.logGroups.list(prefix, readPageToken(text(input, 'nextToken')))) {
    if (pattern !== undefined && !group.logGroupName.includes(pattern)) continue;
    if (wantedClass !== undefined && !isOfClass(group, wantedClass)) continue;
    if (logGroups.length === limit) return { logGroups, nextToken: pageToken(last!) };
    logGroups.push(pattern === undefined ? described(store, group) : brief(store, group));
    last = group.logGroupName;
  }
  return { logGroups };
}

function identified(store: LogStore, identifiers: readonly string[]): object[] {
  if (identifiers.length > PAGE)
    throw constraint('logGroupIdentifiers', identifiers, `have length less than or equal to ${PAGE}`);
  const groups = identifiers.flatMap((identifier) => store.logGroups.get(store.nameOf(identifier)) ?? []);
  return groups.map((group) => described(store, group));
}

/** All that a search by pattern tells (AWS, DescribeLogGroups). */
const brief = (store: LogStore, { logGroupName, creationTime = store.opened }: ListedLogGroup): object => ({
  logGroupName,
  creationTime,
  arn: `${store.arn(logGroupName)}:*`,
});

function described(store: LogStore, group: ListedLogGroup): object {
  const arn = store.arn(group.logGroupName);
  return {
    logGroupName: group.logGroupName,
    creationTime: group.creationTime ?? store.opened,
    ...effectiveRetention(store.accountPolicies, group),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: group.storedBytes ?? 0,
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass ?? 'STANDARD',
    logGroupArn: arn,
    deletionProtectionEnabled: group.deletionProtectionEnabled ?? false,
  };
}

// Asking for either of the two cheaper classes returns both (AWS, DescribeLogGroups).
function isOfClass({ logGroupClass = 'STANDARD' }: ListedLogGroup, wanted: string): boolean {
  const cheaper = ['INFREQUENT_ACCESS', 'ESSENTIALS'];
  return cheaper.includes(wanted) ? cheaper.includes(logGroupClass) : logGroupClass === wanted;
}

const named = (store: LogStore, input: Input): LogGroup =>
  store.logGroup(name(input, 'logGroupName', LOG_GROUP_NAME));

/** The group that is named by exactly one of `logGroupName` and an identifier, a name or an ARN. */
function byNameOrArn(store: LogStore, input: Input, identifierMember: string): LogGroup {
  return store.logGroup(nameFrom(store, input, identifierMember));
}

/** The name from exactly one of `logGroupName` and an identifier. */
export function nameFrom(store: LogStore, input: Input, identifierMember: string): string {
  const byName = text(input, 'logGroupName');
  const identifier = text(input, identifierMember);
  if ((byName === undefined) === (identifier === undefined)) {
    throw invalidParameter(`Specify exactly one of logGroupName and ${identifierMember}.`);
  }
  return byName ?? store.nameOf(identifier!);
}

function requireKeyArn(key: string): string {
  if (!/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/.+$/.test(key)) {
    throw invalidParameter(`The specified KMS key is not the ARN of a key: ${key}`);
  }
  return key;
}

function requireOwnRetention(group: LogGroup): void {
  if (group.logGroupClass === 'DELIVERY') {
    throw invalidParameter('The retention of a log group of class DELIVERY cannot be changed.');
  }
}
