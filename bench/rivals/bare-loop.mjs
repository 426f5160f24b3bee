// The rival of a scan: the SDK's own paging loop over all log groups, keeping nothing and judging nothing.
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';

const client = new CloudWatchLogsClient({ region: 'eu-west-1', endpoint: process.argv[2], credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } });
let groups = 0;
for await (const page of paginateDescribeLogGroups({ client, pageSize: 50 }, {})) groups += page.logGroups?.length ?? 0;
client.destroy();
console.log(groups);
