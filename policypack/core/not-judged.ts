/** Known audit or AI things of one type that are declared, and that no control judges. */
export interface NotJudged {
  /** The type token of what declares them, or the kind of what is named: `azure-native:insights:DiagnosticSetting`. */
  readonly type: string;
  readonly count: number;
  /** What it has to do with AI or with audit logs, and why there is no verdict. */
  readonly why: string;
}
