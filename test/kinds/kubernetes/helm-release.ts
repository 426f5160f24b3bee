import type { AKind } from '../a-kind.js';

/** Of what else the tests declare it holds nothing: each of those things is to be found by itself. */
const helmRelease: AKind = {
  resources: [
    {
      name: 'web',
      type: 'kubernetes:helm.sh/v3:Release',
      inputs: { chart: 'nginx', namespace: 'web', resourceNames: { 'Service/v1': ['web/nginx'], 'Deployment.apps/v1': ['web/nginx'] } },
    },
  ],
  neverUnread: 'it only leaves open what is beside it in a stack that was read',
};
export default helmRelease;
