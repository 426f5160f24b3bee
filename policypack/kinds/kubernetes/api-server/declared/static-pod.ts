import { isKnown } from '../../../../core/known.js';
import type { AnyFact } from '../../../../core/fact.js';
import { apiServerImage, apiServerPodFlags } from '../pod.js';
import { versionIn } from '../../installers/kubeadm.js';
import { read, readText } from '../../../declared/property-tree.js';
import { declaredApiServer } from './server.js';
import { named, type Form } from '../../../declared/objects.js';
import type { DeclaredResource } from '../../../declared/resource.js';

/** A kube-apiserver that runs as a pod in kube-system, recognised as in a live cluster: by its label. */
export const staticPods =
  (form: Form) =>
  (resource: DeclaredResource, scope: string): AnyFact[] =>
    named(resource, form).flatMap(({ name, tree }) => {
      const labels = read(tree, 'metadata.labels');
      const component = isKnown(labels) ? readText(labels.value, 'component') : labels;
      const namespace = readText(tree, 'metadata.namespace');
      if (!isKnown(component) || component.value !== 'kube-apiserver') return [];
      if (isKnown(namespace) && namespace.value !== 'kube-system') return [];
      const from = `pod kube-system/${name}`;
      const place = { resource, scope, id: `/Pod/kube-system/${name}`, name: `kube-system/${name}` };
      const version = versionIn(apiServerImage(tree), `the version in the image of ${from}`);
      return [declaredApiServer(place, from, { flags: apiServerPodFlags(tree, from), version })];
    });
