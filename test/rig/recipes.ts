import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the Go modules, one for each program that is built from source. */
const modules = join(dirname(fileURLToPath(import.meta.url)), 'go');

/** How one program is built from the Go module in `folder`, whose go.mod and go.sum pin every dependency. */
export interface Recipe {
  readonly folder: string;
  /** The Go package that is built. */
  readonly package: string;
  /** Values set at link time: full variable name to text. Programs report their version from these. */
  readonly variables: Readonly<Record<string, string>>;
  /** Name under which an installed program is looked for on PATH; absent: PATH is not asked. */
  readonly onPath?: string;
  /** How long a cold build takes on two cores, for the progress line. */
  readonly takes: string;
}

/** Programs built with Go. */
export type GoBinary = 'pulumi' | 'pulumi-language-yaml' | 'etcd' | 'kube-apiserver' | 'kube-apiserver-1.34' | 'audit-oracle' | 'actionlint' | 'manifests';

/** The recipe of every program that is built with Go. */
export const recipes: Readonly<Record<GoBinary, Recipe>> = {
  pulumi: {
    folder: join(modules, 'pulumi'),
    package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    variables: { 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': '3.259.0' },
    onPath: 'pulumi',
    takes: 'about 4 minutes',
  },
  // Found by the engine beside itself on PATH.
  'pulumi-language-yaml': {
    folder: join(modules, 'pulumi-language-yaml'),
    package: 'github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml',
    variables: { 'github.com/pulumi/pulumi-yaml/pkg/version.Version': '1.38.1' },
    onPath: 'pulumi-language-yaml',
    takes: 'about 2 minutes',
  },
  etcd: {
    folder: join(modules, 'etcd'),
    package: 'go.etcd.io/etcd/server/v3',
    variables: {},
    onPath: 'etcd',
    takes: 'about 1 minute',
  },
  'kube-apiserver': kubeApiserver('kube-apiserver', '1.36.3', 'kube-apiserver'),
  // Never from PATH: what is installed under the plain name says nothing about its version.
  'kube-apiserver-1.34': kubeApiserver('kube-apiserver-1.34', '1.34.4'),
  'audit-oracle': { folder: join(modules, 'audit-oracle'), package: '.', variables: {}, takes: 'about 1 minute' },
  actionlint: {
    folder: join(modules, 'actionlint'),
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    variables: {},
    onPath: 'actionlint',
    takes: 'less than 1 minute',
  },
  manifests: { folder: join(modules, 'manifests'), package: '.', variables: {}, takes: 'about 2 minutes' },
};

function kubeApiserver(folder: string, version: string, onPath?: string): Recipe {
  const [major = '', minor = ''] = version.split('.');
  const variable = (name: string) => `k8s.io/component-base/version.${name}`;
  return {
    folder: join(modules, folder),
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    variables: {
      [variable('gitVersion')]: `v${version}`,
      [variable('gitMajor')]: major,
      [variable('gitMinor')]: minor,
    },
    ...(onPath === undefined ? {} : { onPath }),
    takes: 'about 4 minutes',
  };
}
