import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import { pageToken, readPageToken, text, whole, type Input } from '../input.js';
import { operations, type Service } from '../operation.js';
import { restJson, type RestJsonOperation } from '../wires/rest-json.js';

/** AWS Account Management: one for every region of an account. */
const accountManagement: Service<RestJsonOperation> = {
  signedAs: 'account',
  iam: 'account',
  ofEveryRegion: true,
  wire: restJson,
  unfitInput: 'ValidationException',
  expiredPageToken: new AwsError('ValidationException', 'The provided pagination token is not valid.'),
};

/** What the account may use. */
export default operations(accountManagement, { ListRegions: { http: 'POST /listRegions', answer: listRegions } });

/** Every region that is enabled; those that opted in and those that need not are told apart by AWS, and not here. */
function listRegions({ account }: Region, input: Input): object {
  const most = whole(input, 'MaxResults', 1, 50) ?? 50;
  const wanted = input['RegionOptStatusContains'];
  const asked = Array.isArray(wanted) ? wanted.includes(STATUS) : true;
  const after = readPageToken(text(input, 'NextToken'));
  const left = (asked ? account.enabledRegions : []).filter((name) => after === undefined || name > after);
  const page = left.slice(0, most);
  return {
    Regions: page.map((name) => ({ RegionName: name, RegionOptStatus: STATUS })),
    ...(left.length > most && { NextToken: pageToken(page.at(-1)!) }),
  };
}

const STATUS = 'ENABLED_BY_DEFAULT';
