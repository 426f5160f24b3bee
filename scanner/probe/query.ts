/** How the event is found again, or looked for. */
export interface Query {
  /** For Logs Insights, over the log group. */
  readonly insights: string;
  /** The same by the AWS CLI. */
  readonly command: string;
}

/** @param since milliseconds since 1970 */
export const queryFor = (probe: string, place: { readonly logGroup: string; readonly region: string }, since: number): Query => ({
  insights: `fields @timestamp, @logStream, @message | filter @message like "${probe}" | sort @timestamp`,
  command: `aws logs filter-log-events --region ${place.region} --log-group-name '${place.logGroup}' --start-time ${since} --filter-pattern '"${probe}"'`,
});
