/** What the clock of a zone shows at a minute. */
export interface ClockFace {
  readonly date: Temporal.PlainDate;
  readonly iso: string;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** The day of that week's Monday, likewise. */
  readonly week: number;
  readonly minuteOfDay: number;
}

const MINUTES_KEPT_MAX = 500_000;
const faces = new Map<string, Map<number, ClockFace>>();

/** What the clock of a zone shows at a whole minute since 1970-01-01T00:00Z. Kept, since cases share their days. */
export function clockFace(minute: number, timeZone: string): ClockFace {
  let ofZone = faces.get(timeZone);
  if (ofZone === undefined || ofZone.size > MINUTES_KEPT_MAX) {
    ofZone = new Map();
    faces.set(timeZone, ofZone);
  }
  let face = ofZone.get(minute);
  if (face === undefined) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(timeZone);
    const date = zoned.toPlainDate();
    const day = Date.UTC(date.year, date.month - 1, date.day) / 86_400_000;
    face = {
      date,
      iso: date.toString(),
      day,
      week: day - date.dayOfWeek + 1,
      minuteOfDay: zoned.hour * 60 + zoned.minute,
    };
    ofZone.set(minute, face);
  }
  return face;
}
