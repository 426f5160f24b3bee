/**
 * The partition that a region is of, by the beginning of its name. Source: AWS General Reference, "Amazon Resource Names",
 * and the partitions of the SDKs' endpoint rules.
 */
export function partitionOf(region: string): string {
  return BEGINNINGS.find(([begins]) => region.startsWith(begins))?.[1] ?? 'aws';
}

const BEGINNINGS = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
] as const;
