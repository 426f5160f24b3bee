// Stands in for pulumi-resource-aws in tests: log groups, streams and KMS keys are really made at LOGPROOF_RIG_AWS_ENDPOINT, if
// that is set; of everything else the inputs come back as outputs, with an id and an ARN as AWS would give.
import { createKey, deleteKey } from './aws-keys.mjs';
import { createLogGroup, createLogStream, deleteLogGroup, deleteLogStream, readLogGroup, updateLogGroup } from './aws-logs.mjs';
import { ACCOUNT, arnOf, autoNamed, idOf, namedAs, region } from './aws-names.mjs';
import { invoke } from './aws-invokes.mjs';
import { addedTo } from './aws-outputs.mjs';
import { schemaOf } from './schemas.mjs';
import { serve, UNKNOWN } from './server.mjs';

const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';
const LOG_STREAM = 'aws:cloudwatch/logStream:LogStream';
const KEY = 'aws:kms/key:Key';

/** Defaults that the real provider's Check adds to the inputs, where policies then see them. */
const DEFAULTS = { [LOG_GROUP]: { retentionInDays: 0, skipDestroy: false } };

/** Outputs the service decides when the program does not; unknown in a preview. */
const DECIDED = { [LOG_GROUP]: { logGroupClass: 'STANDARD', deletionProtectionEnabled: false } };

const LIVE = {
  [LOG_GROUP]: { create: createLogGroup, update: updateLogGroup, read: readLogGroup, remove: deleteLogGroup },
  [LOG_STREAM]: { create: createLogStream, remove: deleteLogStream },
  [KEY]: { create: createKey, remove: deleteKey },
};

const configured = { region: region() };

function outputsOf(type, inputs, id, preview) {
  const { __defaults, ...given } = inputs;
  const known = (value) => (preview ? UNKNOWN : value);
  const arn = arnOf(type, { ...given, id }, configured.region);
  const decided = { ...DECIDED[type], ...addedTo(type, { ...given, id, arn }, configured.region) };
  return {
    ...Object.fromEntries(Object.entries(decided).map(([name, value]) => [name, known(value)])),
    region: configured.region,
    ...given,
    arn: known(arn),
    ...(given.tags === undefined ? {} : { tagsAll: given.tags }),
    ...(type === KEY ? { keyId: known(id) } : {}),
    ...(preview ? {} : { id }),
  };
}

await serve({
  configure: ({ region: chosen }) => {
    if (typeof chosen === 'string' && chosen !== '') configured.region = chosen;
  },
  check({ type, name, seed, olds, news }) {
    const defaults = Object.entries(DEFAULTS[type] ?? {}).filter(([field]) => news[field] === undefined);
    const named = autoNamed(type, name, seed, olds, news);
    const added = { ...Object.fromEntries(defaults), ...named };
    return { ...news, ...added, __defaults: Object.keys(added) };
  },
  replaces: ({ type }) => (type === LOG_STREAM ? ['name', 'logGroupName', 'region'] : ['name', 'bucket', 'region']),
  async create({ type, inputs, preview }) {
    // A key's id is the service's own, where there is one.
    const id = preview ? '' : ((await LIVE[type]?.create(inputs, configured.region)) ?? idOf(type, inputs));
    return { id, outputs: outputsOf(type, inputs, id, preview) };
  },
  async update({ type, id, olds, inputs, preview }) {
    if (!preview) await LIVE[type]?.update?.(inputs, configured.region);
    // What the service decided stays as it was; it is known even in a preview.
    return { ...olds, ...outputsOf(type, inputs, id, false) };
  },
  async read({ type, id, outputs, inputs }) {
    const live = LIVE[type]?.read;
    const held = { ...outputsOf(type, { ...namedAs(type, id), ...inputs }, id, false), ...outputs };
    if (live === undefined) return { id, outputs: held, inputs };
    const found = await live(id, configured.region);
    return found === undefined ? undefined : { id, outputs: { ...held, ...found }, inputs: { ...inputs, ...found } };
  },
  async remove({ type, outputs }) {
    await LIVE[type]?.remove(outputs, configured.region);
  },
  schema: () => schemaOf('aws'),
  invoke: ({ token, args }) => invoke(token, args, { account: ACCOUNT, region: configured.region }),
}, '7.48.0');
