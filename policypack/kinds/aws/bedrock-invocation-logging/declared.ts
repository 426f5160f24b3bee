import type { DeclaredReader } from '../../../core/declared-resource.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { read, readText, texts, type Tree } from '../../declared/property-tree.js';
import { MODALITIES, type BedrockInvocationLoggingFacts, type Modality, type S3Place } from './facts.js';

const CONFIG = 'loggingConfig';

/** No provider has the flag: what an `up` makes of it, only the server says. */
const AUDIO = gap('unsupported', 'audioDataDeliveryEnabled, which no resource of Pulumi declares,');

/** Reads a declared configuration. `aws-native` has none. */
export const readInvocationLogging: DeclaredReader<BedrockInvocationLoggingFacts> = ({ name, properties, propertyDependencies }) => {
  const enabled = mapKnown(read(properties, CONFIG), (config) => config !== undefined);
  const group = readText(properties, `${CONFIG}.cloudwatchConfig.logGroupName`);
  return [
    {
      // One an account and region, it has no other name.
      name: known(name),
      facts: {
        enabled,
        logGroup: mapKnown(group, (text) => text || undefined),
        bucket: placeAt(properties, `${CONFIG}.s3Config`),
        largeDataBucket: placeAt(properties, `${CONFIG}.cloudwatchConfig.largeDataDeliveryS3Config`),
        delivered: Object.fromEntries(MODALITIES.map((modality) => [modality, deliveredAt(properties, enabled, modality)])) as Record<Modality, Known<boolean>>,
        destinationUrns: propertyDependencies[CONFIG] ?? [],
        region: readText(properties, 'region'),
      },
      texts: texts(properties),
    },
  ];
};

function placeAt(tree: Tree, path: string): Known<S3Place | undefined> {
  const bucketName = readText(tree, `${path}.bucketName`);
  const keyPrefix = readText(tree, `${path}.keyPrefix`);
  if (!isKnown(bucketName)) return bucketName;
  if (!bucketName.value) return known(undefined);
  return mapKnown(keyPrefix, (prefix) => ({ bucketName: bucketName.value ?? '', keyPrefix: prefix ?? '' }));
}

/** Delivered unless the program says otherwise. */
function deliveredAt(tree: Tree, enabled: Known<boolean>, modality: Modality): Known<boolean> {
  if (!isKnown(enabled)) return enabled;
  if (!enabled.value) return known(false);
  if (modality === 'audio') return AUDIO;
  return mapKnown(read(tree, `${CONFIG}.${modality}DataDeliveryEnabled`), (on) => on === undefined || on === true || on === 'true');
}
