import { autoName } from './names.mjs';

/** Whether a resource is a chart's release: no object of a server, but a record of Helm's about many. */
export const isRelease = (type) => type === 'kubernetes:helm.sh/v3:Release';

/** The release that the real provider makes of the inputs: named, and in a namespace. */
export const checkedRelease = ({ name, seed, olds, news }) => ({
  ...news, name: news.name ?? olds.name ?? autoName(name, seed, 8), namespace: news.namespace ?? 'default',
});

/** What is known of a release that is installed: nobody renders the chart here, so that it has what its inputs say, or one Deployment of its name. */
export const installedRelease = (inputs) => ({
  ...inputs,
  resourceNames: inputs.resourceNames ?? { 'Deployment.apps/v1': [`${inputs.namespace}/${inputs.name}`] },
  status: { name: inputs.name, namespace: inputs.namespace, revision: 1, status: 'deployed', chart: inputs.chart, version: inputs.version ?? '1.0.0' },
});
