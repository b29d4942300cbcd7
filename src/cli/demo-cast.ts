/** A stand-in candidate, as an admin would type the answers. */
export interface DemoCandidate {
  readonly name: string;
  readonly email: string;
  /** One for each question of the conversation, in order. */
  readonly answers: readonly string[];
}

const PER_RUN = 3;
/** Longer than a window, so that runs do not compete with each other. */
const WEEKS_BETWEEN_RUNS = 6;

/**
 * Three candidates: one with time enough, one who competes for the same evenings, and one who cannot
 * be placed. Further runs in the same store have addresses and weeks of their own.
 */
export function castOf(
  today: Temporal.PlainDate,
  candidatesSoFar: number,
): readonly [DemoCandidate, DemoCandidate, DemoCandidate] {
  const run = Math.ceil(candidatesSoFar / PER_RUN) + 1;
  const nextMonday = today.add({ days: 8 - today.dayOfWeek });
  const start = nextMonday.add({ weeks: (run - 1) * WEEKS_BETWEEN_RUNS });
  const address = (name: string) => `${name}${run === 1 ? '' : `+${run}`}@example.com`;
  const from = typed(start);
  return [
    {
      name: 'Dana Fox',
      email: address('dana.fox'),
      answers: [
        'Dana Fox',
        address('dana.fox'),
        from,
        typed(start.add({ days: 27 })),
        '6pm-8pm',
        '10am-2pm, 6pm-8pm',
        'EST',
      ],
    },
    {
      name: 'Eli Stone',
      email: address('eli.stone'),
      answers: [
        'Eli Stone',
        address('eli.stone'),
        from,
        typed(start.add({ days: 34 })),
        '18:00-20:00',
        '10:00-14:00, 18:00-22:00',
        'PST',
      ],
    },
    {
      name: 'Noor Lind',
      email: address('noor.lind'),
      answers: [
        'Noor Lind',
        address('noor.lind'),
        from,
        typed(start.add({ days: 13 })),
        '7pm-9pm',
        'none',
        'CST',
      ],
    },
  ];
}

/** Addresses of the demo's own candidates: a store with others holds somebody's work. */
export function isDemoAddress(email: string): boolean {
  return /^(dana\.fox|eli\.stone|noor\.lind)(\+\d+)?@example\.com$/.test(email);
}

/** `7 Dec 2026` */
function typed(date: Temporal.PlainDate): string {
  return `${date.day} ${date.toLocaleString('en-US', { month: 'short' })} ${date.year}`;
}
