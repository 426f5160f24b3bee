// Names of AWS that settings of other providers hold too, as the probe of a cluster names a log group.

/** A log group's name. Source: CloudWatch Logs API, CreateLogGroup. */
export const LOG_GROUP_NAME = /^[\w./#-]{1,512}$/;

/** The form of a region's name, whichever regions there are: eu-west-1, us-gov-east-1. */
export const REGION_NAME = /^[a-z]{2,}(-[a-z0-9]+)+$/;
