import { describe, expect, it } from 'vitest';
import { sopEditText } from '../../src/chat/sop-edit.ts';

const SOURCE = {
  interviewers: { golf: { name: 'Golf', hours: { weekdays: ['18:00-21:00'] } } },
  courses: { FS1: { mocks: [90, 90], backup: ['golf'] } },
  rules: { minGap: '12h' },
  variants: [{ name: 'short', rules: { courseGap: { days: 1 } } }],
};

const lines = (change: Record<string, unknown>) => sopEditText(SOURCE, change).split('\n').slice(1, -1);

describe('an edit of the SOP file', () => {
  it('names the place, the line to write, and what stands there now', () => {
    expect(lines({ interviewers: { golf: { hours: { weekdays: ['17:00-21:00'] } } } })).toEqual([
      '• under interviewers → golf → hours, write: weekdays: ["17:00-21:00"] (now ["18:00-21:00"])',
    ]);
    expect(lines({ rules: { minGap: '10h', maxGap: '5d' } })).toEqual([
      '• under rules, write: minGap: 10h (now 12h)',
      '• under rules, write: maxGap: 5d (a new line)',
    ]);
    expect(lines({ courses: { FS1: { backup: ['golf', 'hotel'] } } })).toEqual([
      '• under courses → FS1, write: backup: [golf, hotel] (now [golf])',
    ]);
  });

  it('finds the one line within a variant that differs', () => {
    expect(lines({ variants: [{ name: 'short', rules: { courseGap: '12h' } }] })).toEqual([
      '• under variants → short → rules, write: courseGap: 12h (now { days: 1 })',
    ]);
    expect(lines({ variants: [{ name: 'short' }] })).toEqual([
      '• under variants → short, take out: rules: { courseGap: { days: 1 } }',
    ]);
  });

  it('writes a whole list where its items are other ones', () => {
    expect(lines({ variants: [] })).toEqual([
      '• at the top, write: variants: [] (now [{ name: short, rules: { courseGap: { days: 1 } } }])',
    ]);
  });

  it('of time off says that what was added in the chat is taken back there', () => {
    const source = { interviewers: { golf: { timeOff: [{ from: '2026-12-24', to: '2026-12-26' }] } } };
    const text = sopEditText(source, { interviewers: { golf: { timeOff: [] } } });
    expect(text.split('\n').slice(1, -1)).toEqual([
      '• under interviewers → golf, write: timeOff: [] (now [{ from: 2026-12-24, to: 2026-12-26 }])',
      'Time off that was added in the chat is not in the file: /timeoff lists it, to be taken back there.',
    ]);
  });
});
