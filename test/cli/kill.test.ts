import { describe, expect, it } from 'vitest';
import { outcomeOf, run, startProgram, temporaryFolder } from './run.ts';

/** Starts the demo and kills it (`kill -9`) as soon as it says `moment`. */
async function killDemoAt(moment: string, env: Record<string, string>): Promise<void> {
  const demo = startProgram(['demo'], { env });
  let said = '';
  demo.stdout!.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes(moment)) demo.kill('SIGKILL');
  });
  const { code } = await outcomeOf(demo);
  expect(code).toBeNull();
}

interface Status {
  readonly state: string;
  readonly booked: number;
  readonly bookings: { readonly course: string; readonly number: number; readonly eventId: string }[];
}

describe('kill -9 in the middle of the demo', () => {
  it.each(['as number 1', 'planned, 13 mocks', ' 1 of 13', ' 7 of 13', '13 of 13'])(
    'at “%s” loses and doubles nothing: the next start finishes the candidate',
    async (moment) => {
      const env = { DATA_DIR: temporaryFolder() };
      await killDemoAt(moment, env);
      const next = await run(['start'], { env, input: '/status\n' });
      expect(next).toMatchObject({ code: 0 });
      const { stdout } = await run(['status', 'dana.fox@example.com', '--json'], { env });
      const status = JSON.parse(stdout) as Status;
      expect(status).toMatchObject({ state: 'scheduled', booked: 13, bookings: { length: 13 } });
      const mocks = status.bookings.map(({ course, number }) => `${course} ${number}`);
      expect(new Set(mocks).size).toBe(13);
      const exported = await run(['calendar', 'export'], { env });
      const ids = [...exported.stdout.matchAll(/^UID:(.*)$/gm)].map((match) => match[1]!.trim());
      expect(ids).toHaveLength(13);
    },
  );
});
