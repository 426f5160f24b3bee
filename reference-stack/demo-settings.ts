import { COLLECTOR_IMAGE } from './config';
import type { Settings } from './settings';

// Public halves only: the keys were thrown away when these were made. Valid until 2126.
const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBoDCCAUagAwIBAgIUIMU1hLH4y/MggSzXkaC0Ue4yRtUwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQbG9nLWNvbGxlY3RvciBDQTAgFw0yNjExMjQxMzI1MjRaGA8y
MTI2MTAzMTEzMjUyNFowGzEZMBcGA1UEAwwQbG9nLWNvbGxlY3RvciBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABJj7o7/C6k02D8zntn/GlV2LM1cW+BUhAGSX
h4IGY0uA+ifD+iW8C7Q3XY+4YyF4Y3z2bi1lZaMYFnEBJx3+fOqjZjBkMB0GA1Ud
DgQWBBSPmjVN+WXwyt/PNFC/1jDQPKXSXzAfBgNVHSMEGDAWgBSPmjVN+WXwyt/P
NFC/1jDQPKXSXzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjAK
BggqhkjOPQQDAgNIADBFAiBe0cjhEApZ21dKoEA/OfnzTqKkKq/DDh1QUbtZb/Xy
cAIhAOrc2WBCrh/h46rDStAnxSbLKBaaK9grsqLV3ReZwn7j
-----END CERTIFICATE-----
`;

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIB7jCCAZSgAwIBAgIUAgxtDQEJMDk3LL6QAa3SPjPfAwowCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQbG9nLWNvbGxlY3RvciBDQTAgFw0yNjExMjQxMzI1MjRaGA8y
MTI2MTAzMTEzMjUyNFowLDEqMCgGA1UEAwwhbG9nLWNvbGxlY3Rvci1zdmMua3Vi
ZS1zeXN0ZW0uc3ZjMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu9q4YvVyVCMJ
i9mtOd1N/VxlkzT8FoWcNz2uLTcIDE9LVy95NLBia28mvEgL7OgbIFnHwerC1pht
pk73JdokLqOBojCBnzBdBgNVHREEVjBUgiFsb2ctY29sbGVjdG9yLXN2Yy5rdWJl
LXN5c3RlbS5zdmOCL2xvZy1jb2xsZWN0b3Itc3ZjLmt1YmUtc3lzdGVtLnN2Yy5j
bHVzdGVyLmxvY2FsMB0GA1UdDgQWBBRTvaJNyf/Lp7LcOBraBnVqwVp1WDAfBgNV
HSMEGDAWgBSPmjVN+WXwyt/PNFC/1jDQPKXSXzAKBggqhkjOPQQDAgNIADBFAiEA
w3r4es+3ZhWKj1W/QTugo4DfweALhuL8nqfqc9GxE3YCIESSQxUwb4qME1F2OdJb
KFDhRss+mET0rHjUFPnuEO6n
-----END CERTIFICATE-----
`;

/** The settings that logproof's demo and tests deploy the stack with: those of a small EKS cluster. */
export const demoSettings: Settings = {
  retentionDays: 365,
  logGroupName: '/ai-system/kubernetes-audit',
  logStreamName: 'audit-events',
  destination: {
    kind: 'collector',
    path: '/audit',
    port: 443,
    caBundle: AUTHORITY,
    certificate: CERTIFICATE,
    privateKey: '(no key: the demo starts no collector)',
    image: COLLECTOR_IMAGE,
    identity: { kind: 'pod-identity', clusterName: 'ai-platform' },
    allowedCidrs: [],
  },
  installAuditSinkDefinition: false,
  protect: true,
  tags: { workload: 'ai', purpose: 'audit' },
};
