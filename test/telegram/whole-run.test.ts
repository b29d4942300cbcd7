import { describe, expect, it, onTestFinished } from 'vitest';
import { outcomeOf, startProgram, temporaryFolder } from '../cli/run.ts';
import { testDatabase } from '../store/servers/database.ts';
import { postgrestMissing, startProject } from '../store/servers/postgrest.ts';
import type { GoogleOrders } from './processes/google.ts';
import { startProcess } from './processes/other-process.ts';
import type { TelegramOrders } from './processes/telegram.ts';

const ANN = 5_000_000_001;
const MOCKS = 13;

async function started<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const running = await starting;
  onTestFinished(() => running.stop());
  return running;
}

/** The program as `npm start` runs it; resolves when it serves. */
async function startScheduler(env: Record<string, string>) {
  const child = startProgram(['start'], { env });
  child.stdin!.end();
  const ended = outcomeOf(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => chunk.includes('Write /start') && resolve());
    void ended.then(({ stderr }) => reject(new Error(`ended early: ${stderr}`)));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    /** As a supervisor does it; resolves with everything that the process wrote. */
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

describe.skipIf(postgrestMissing !== null)('a whole run, each part a process of its own', () => {
  it('goes from /start to the booked schedule and its .ics file, and on after each SIGTERM', async () => {
    const database = await testDatabase();
    onTestFinished(() => database.drop());
    const project = await started(startProject(database));
    const telegram = await started(
      startProcess<TelegramOrders>(new URL('./processes/telegram.ts', import.meta.url)),
    );
    const google = await started(
      startProcess<GoogleOrders>(new URL('./processes/google.ts', import.meta.url)),
    );
    const { root, token } = await telegram.orders.address();
    const env = {
      ...(await google.orders.variables()),
      TELEGRAM_API_ROOT: root,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_ADMIN_IDS: `${ANN}`,
      SUPABASE_URL: project.url,
      SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
      CALENDAR_API_DELAY_SECONDS: '0.2',
      DATA_DIR: temporaryFolder(),
    };
    await telegram.orders.join(ANN, 'Ann');
    const say = (text: string, awaited: string) => telegram.orders.say(ANN, text, awaited);

    const first = await startScheduler(env);
    await say('/start', "What is the candidate's name?");
    await say('Dana Fox', 'Which email address');
    await say('dana@example.com', 'On which day may the mocks start');
    await say('tomorrow', 'Until which day');
    const outcomes = [await first.stop()];

    // What is typed meanwhile waits at Telegram.
    await telegram.orders.type(ANN, '6 weeks');
    const second = await startScheduler(env);
    await telegram.orders.shows(ANN, 'Which slots on weekdays');
    await say('6pm-10pm', 'Which slots on weekends');
    await say('10am-2pm, 6pm-10pm', 'In which time zone');
    expect(await say('EST', 'Shall I queue this?')).toContain(`Possible: ${MOCKS} mocks`);
    await telegram.orders.shows(ANN, 'Dana-Fox-preview.png');
    await telegram.orders.tap(ANN, '✅ Yes');
    await telegram.orders.shows(ANN, 'Dana Fox is queued, as number 1.');
    await google.orders.booked(4);
    outcomes.push(await second.stop());
    expect((await google.orders.events()).length).toBeLessThan(MOCKS);

    const third = await startScheduler(env);
    await telegram.orders.shows(ANN, 'Dana-Fox-mocks.ics');
    await say('/status dana', 'Dana Fox <dana@example.com>: scheduled');
    outcomes.push(await third.stop());

    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outcomes.map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(token);

    const transcript = await telegram.orders.transcript(ANN);
    const events = await google.orders.events();
    expect(transcript).toContain(`All ${MOCKS} mocks are booked`);
    for (const { htmlLink } of events) expect(transcript).toContain(htmlLink);
    expect(transcript.match(/^ +Meet: https:\/\/meet\.google\.com\//gm)).toHaveLength(MOCKS);
    expect(await telegram.orders.edited(ANN)).toContainEqual({
      text: `Dana Fox: done, all ${MOCKS} mocks are booked ✅\n${'█'.repeat(MOCKS)}`,
      edits: expect.any(Number),
    });
    const files = await telegram.orders.files(ANN);
    expect(files.map(({ name, picture }) => [name, picture])).toEqual([
      ['Dana-Fox-preview.png', true],
      ['Dana-Fox-schedule.png', true],
      ['Dana-Fox-mocks.ics', false],
    ]);
    const mocks = Buffer.from(files[2]!.base64, 'base64').toString();
    expect(mocks.match(/^BEGIN:VEVENT/gm)).toHaveLength(MOCKS);
    const inserts = (await google.orders.calls()).filter(({ method }) => method === 'insert');
    expect(inserts).toEqual(Array(MOCKS).fill({ method: 'insert', status: 200 }));
  }, 60_000);
});
