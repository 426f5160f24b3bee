export type { RegionSeed } from './aws/account.js';
export type { LogGroupSeed } from './aws/logs/model.js';
export { startAws, type AwsOptions, type SimulatedAws } from './aws/server.js';
export { selfSignedCertificate, type Certificate, type CertificateOptions } from './certificate.js';
export { FaultScript, type Call, type Fault, type FaultKind, type FaultMatch } from './faults.js';
export type { AccessRule, TokenGrant } from './kubernetes/access.js';
export type { KubernetesObject, ResourceDefinition } from './kubernetes/resources.js';
export { startKubernetes, type KubernetesOptions, type SimulatedKubernetes } from './kubernetes/server.js';
export type { Population } from './ordered-collection.js';
