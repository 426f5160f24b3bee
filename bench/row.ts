/** One measured claim. */
export interface Row {
  readonly what: string;
  /** What it is held against. */
  readonly against: string;
  readonly measured: string;
  readonly limit: string;
  readonly holds: boolean;
}

/** A ratio that must not be above its limit. */
export const ratioRow = (what: string, against: string, value: number, limit: number, detail: string): Row => ({
  what,
  against,
  measured: `${value.toFixed(2)}× (${detail})`,
  limit: `≤ ${limit}×`,
  holds: value <= limit,
});

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
export const seconds = (value: number): string => `${value.toFixed(value < 1 ? 3 : 1)} s`;
