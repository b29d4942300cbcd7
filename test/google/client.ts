import { auth, calendar, type calendar_v3 } from '@googleapis/calendar';

export interface Account {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** The real client library, pointed at another root and token endpoint, without repetitions of its own. */
export function realClient(account: Account, apiRoot: string, tokenUrl: string): calendar_v3.Calendar {
  const { clientId, clientSecret, refreshToken } = account;
  const signedIn = new auth.OAuth2({ clientId, clientSecret, endpoints: { oauth2TokenUrl: tokenUrl } });
  signedIn.setCredentials({ refresh_token: refreshToken });
  return calendar({ version: 'v3', auth: signedIn, rootUrl: apiRoot, retry: false });
}

/** How a call failed, as the client library tells it: its status, the reason, and the network's own code. */
export async function failureOf(call: Promise<unknown>): Promise<{
  status: number | undefined;
  reason: string | undefined;
  code: string | number | undefined;
}> {
  try {
    await call;
  } catch (error) {
    const { status, code, response } = error as {
      status?: number;
      code?: string | number;
      response?: { data?: { error?: { errors?: { reason: string }[] } } };
    };
    return { status, code, reason: response?.data?.error?.errors?.[0]?.reason };
  }
  throw new Error('The call was expected to fail, and did not.');
}
