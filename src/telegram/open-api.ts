import { Api, type ApiClientOptions } from 'grammy';
import { checkedAnswers } from './checked-answers.ts';

export type Network = NonNullable<ApiClientOptions['fetch']>;

/** A hundred updates of the longest texts are a megabyte; what goes on beyond is no answer of the Bot API. */
const ANSWER_BYTES_MAX = 32 * 1024 * 1024;

/**
 * The Bot API. Calls go to where they were sent and nowhere else: the Bot API does not redirect, so who
 * does is somebody else, who would be given what was to be said.
 *
 * @param apiRoot null for Telegram's own
 * @param timeoutSeconds of one call
 * @param network how requests are made and answered; without it by the machine's own network
 */
export function openApi(
  token: string,
  {
    apiRoot,
    timeoutSeconds,
    network,
  }: {
    readonly apiRoot: string | null;
    readonly timeoutSeconds: number;
    readonly network?: Network | undefined;
  },
): Api {
  const api = new Api(token, {
    timeoutSeconds,
    baseFetchConfig: { redirect: 'error', size: ANSWER_BYTES_MAX },
    ...(apiRoot === null ? {} : { apiRoot }),
    ...(network === undefined ? {} : { fetch: network }),
  });
  api.config.use(checkedAnswers);
  return api;
}
