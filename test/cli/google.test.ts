import { describe, expect, it, onTestFinished } from 'vitest';
import { connectedVariables, startGoogleNow } from './consent.ts';
import { outcomeOf, REQUEST, run, startProgram, temporaryFile, temporaryFolder } from './run.ts';

const EMAIL = REQUEST.candidate.email;
const { now, busy, ...REQUEST_TO_QUEUE } = REQUEST;

/** `start` in the background; `said` gives its standard output once it matches. */
function startInBackground(env: Record<string, string>) {
  const child = startProgram(['start'], { env });
  const ended = outcomeOf(child);
  let output = '';
  const said = (wanted: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => wanted.test(output) && resolve(output);
      child.stdout!.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        look();
      });
      child.once('close', () => reject(new Error(`ended without saying ${wanted}: ${output}`)));
      look();
    });
  return {
    said,
    type: (line: string) => child.stdin!.write(`${line}\n`),
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

describe('mock-scheduler with Google Calendar', () => {
  // Each command is a process that opens the embedded store anew.
  it('books there, and tells of it on the page, in the chat, in status and in the metrics', {
    timeout: 300_000,
  }, async () => {
    const google = await startGoogleNow();
    onTestFinished(() => google.close());
    const env = {
      ...connectedVariables(google),
      CALENDAR_API_DELAY_SECONDS: '0.05',
      DATA_DIR: temporaryFolder(),
    };
    const request = JSON.stringify(REQUEST_TO_QUEUE);
    expect(await run(['enqueue', '--request', '-'], { env, input: request })).toMatchObject({ code: 0 });

    const program = startInBackground(env);
    const banner = await program.said(/page +http/);
    expect(banner).toContain(
      'calendar   mocks@example.com in Google Calendar, at most one call every 0.05 s',
    );
    const address = /page +(http\S+)/.exec(banner)![1]!;
    await program.said(/All 13 mocks are booked/);
    program.type('/stats');
    const stats = await program.said(/• list: .*\n/);
    expect(stats).toMatch(/Calendar calls \(google [0-9a-f]{12}\) since .*: 15 calls, 15 went well/);
    const metrics = await (await fetch(`${address}/metrics`)).text();
    expect(metrics).toContain('mock_scheduler_calendar_calls_total{method="insert"} 13\n');
    expect(metrics).toMatch(/^mock_scheduler_calendar_pace_seconds 0\.05\d*$/m);
    const page = await (await fetch(`${address}/calendar.ics`)).text();
    expect(page.match(/^BEGIN:VEVENT/gm)).toHaveLength(13);
    expect(page.replaceAll('\r\n ', '')).toContain('https://meet.google.com/');
    const { code, stderr } = await program.stop();
    expect(code).toBe(0);
    expect(stderr).not.toContain(google.credentials.refreshToken);
    expect(google.events()).toHaveLength(13);

    const exported = await run(['calendar', 'export'], { env });
    expect(exported.stdout.match(/^UID:.*$/gm)).toEqual(page.match(/^UID:.*$/gm));
    const queue = JSON.parse((await run(['status', '--json'], { env })).stdout);
    expect(queue.calendarCalls).toMatchObject([
      { method: 'insert', calls: 13, successes: 13 },
      { method: 'list', calls: 2, successes: 2 },
    ]);
    const text = await run(['status', EMAIL], { env });
    expect(text.stdout).toContain('Calendar calls: 15 calls, 15 went well, no retries');
  });

  it('says in the log for whom a call from the terminal’s chat was repeated', async () => {
    const google = await startGoogleNow();
    onTestFinished(() => google.close());
    google.fault({ kind: 'status', method: 'list', status: 503 });
    const env = {
      ...connectedVariables(google),
      CALENDAR_API_DELAY_SECONDS: '0.05',
      DATA_DIR: temporaryFolder(),
      LOG_LEVEL: 'info',
    };
    const today = Temporal.Now.plainDateISO('America/Los_Angeles');
    const window = [today.add({ days: 2 }), today.add({ days: 40 })].map(String);
    const input = ['/start', 'Dana Fox', EMAIL, ...window, '6pm-10pm', '6pm-10pm', 'EST', '/cancel'].join(
      '\n',
    );
    const { stdout, stderr } = await run(['start'], { env, input });
    expect(stdout).toContain('Nothing was queued');
    const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
    const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(log.filter(({ msg }) => msg === 'A call to Google Calendar is repeated')).toEqual([
      expect.objectContaining({ method: 'list', candidateId: expect.any(String) }),
    ]);
  });

  it('takes over no file: its calendar is not ours to write to by hand', async () => {
    const google = await startGoogleNow();
    onTestFinished(() => google.close());
    const env = { ...connectedVariables(google), DATA_DIR: temporaryFolder() };
    const file = temporaryFile('busy.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
    const { code, stdout, stderr } = await run(['calendar', 'import', file], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /Nothing was taken over: mocks are booked in mocks@example.com[\s\S]*→ Import the file/,
    );
    expect(google.calls).toEqual([]);
  });
});
