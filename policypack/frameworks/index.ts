/** A framework that reports map to. Paraphrases are ours: the texts of several are copyrighted. */
export interface Framework {
  readonly title: string;
  readonly url: string;
  /** Days that the framework asks logs to be kept; raises `log-group-retention-minimum`'s default. */
  readonly minimumRetentionDays?: number;
}

/** Ids and sources of the crosswalk. Retention figures: see each framework's comment. */
export const FRAMEWORKS = {
  // Art 19(1) and 26(6): at least six months, unless other law says more. Six months are up to 184 days.
  'eu-ai-act': { title: 'EU AI Act (Regulation (EU) 2024/1689)', url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj', minimumRetentionDays: 183 },
  'nist-ai-rmf': { title: 'NIST AI RMF 1.0', url: 'https://doi.org/10.6028/NIST.AI.100-1' },
  'iso-42001': { title: 'ISO/IEC 42001:2023', url: 'https://www.iso.org/standard/81230.html' },
  'nist-800-53-r5': { title: 'NIST SP 800-53 Rev. 5', url: 'https://doi.org/10.6028/NIST.SP.800-53r5' },
  // AU-11: at least 90 days online.
  fedramp: { title: 'FedRAMP Rev. 5', url: 'https://www.fedramp.gov/', minimumRetentionDays: 90 },
  // 10.5.1: twelve months, the latest three at once available.
  'pci-dss-4': { title: 'PCI DSS 4.0.1', url: 'https://www.pcisecuritystandards.org/', minimumRetentionDays: 365 },
  soc2: { title: 'SOC 2 (Trust Services Criteria)', url: 'https://www.aicpa-cima.com/' },
  hipaa: { title: 'HIPAA Security Rule', url: 'https://www.ecfr.gov/current/title-45/part-164' },
  'iso-27001': { title: 'ISO/IEC 27001:2022', url: 'https://www.iso.org/standard/27001' },
  'cis-aws': { title: 'CIS AWS Foundations Benchmark', url: 'https://www.cisecurity.org/benchmark/amazon_web_services' },
  'cis-kubernetes': { title: 'CIS Kubernetes Benchmark 1.12', url: 'https://www.cisecurity.org/benchmark/kubernetes' },
  'cis-eks': { title: 'CIS Amazon EKS Benchmark', url: 'https://www.cisecurity.org/benchmark/kubernetes' },
  dora: { title: 'DORA RTS (Delegated Regulation (EU) 2024/1774)', url: 'https://eur-lex.europa.eu/eli/reg_del/2024/1774/oj' },
  nis2: { title: 'NIS2 (Implementing Regulation (EU) 2024/2690)', url: 'https://eur-lex.europa.eu/eli/reg_impl/2024/2690/oj' },
  gdpr: { title: 'GDPR', url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj' },
  c5: { title: 'BSI C5:2025', url: 'https://www.bsi.bund.de/' },
} as const satisfies Record<string, Framework>;

/** A framework's id. */
export type FrameworkId = keyof typeof FRAMEWORKS;

/** All ids, for schemas. */
export const FRAMEWORK_IDS = Object.keys(FRAMEWORKS) as [FrameworkId, ...FrameworkId[]];

/** The days that the chosen frameworks ask for, or 0. */
export const minimumRetentionDays = (chosen: readonly FrameworkId[]): number =>
  Math.max(0, ...chosen.map((id) => (FRAMEWORKS[id] as Framework).minimumRetentionDays ?? 0));
