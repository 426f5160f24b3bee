import type { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';

// kube-apiserver reads YAML 1.1 (`yes` is true), but keeps dates and 1:30 as text: sigs.k8s.io/yaml.
const KEPT_AS_TEXT = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
]);

/** YAML as Kubernetes reads it. */
export const KUBERNETES_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  prettyErrors: false,
  customTags: (tags) =>
    tags.filter((tag) => typeof tag === 'string' || !(KEPT_AS_TEXT.has(tag.tag) || ('format' in tag && tag.format === 'TIME'))),
};
