import { isKnown } from '../../../../core/known.js';
import type { DeclaredReader } from '../../../../core/declared-resource.js';
import { apiServerImage, apiServerMounts, apiServerPodFlags, isApiServerPod } from '../pod.js';
import { versionIn } from '../../installers/kubeadm.js';
import { readText } from '../../../declared/property-tree.js';
import { declaredApiServer, placeOf } from './server.js';
import { nameMadeOf } from '../../../declared/names.js';
import { named, type Form } from '../../../declared/objects.js';
import type { ApiServerFacts } from '../facts.js';

/** A kube-apiserver that runs as a pod in kube-system, recognised as in a live cluster: by its labels, else its name. */
export const staticPods =
  (form: Form): DeclaredReader<ApiServerFacts> =>
  (resource) =>
    named(resource, form).flatMap(({ name, called, tree, within }) => {
      const namespace = readText(tree, 'metadata.namespace');
      if (!isApiServerPod(tree, isKnown(name) ? name.value : undefined)) return [];
      if (isKnown(namespace) && namespace.value !== 'kube-system') return [];
      const from = `pod kube-system/${called}`;
      const place = placeOf(nameMadeOf(name, (text) => `kube-system/${text}`), (full) => `/Pod/${full}`, within);
      const version = versionIn(apiServerImage(tree), `the version in the image of ${from}`);
      return [declaredApiServer(place, from, { flags: apiServerPodFlags(tree, from), version, mounts: apiServerMounts(tree) })];
    });
