export { startAws, type AwsOptions, type SimulatedAws } from './aws/server.js';
export type { LogGroupSeed } from './aws/model.js';
export type { RegionSeed } from './aws/region-store.js';
export { selfSignedCertificate, type Certificate, type CertificateOptions } from './certificate.js';
export { FaultScript, type Call, type Fault, type FaultKind, type FaultMatch } from './faults.js';
export type { Population } from './ordered-collection.js';
