import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { BookingRow, CandidateRow, CandidateState, EscalationRow } from '../store/rows.ts';
import { StoreUnavailable } from '../store/store.ts';
import { isLoopback } from './loopback.ts';
import { type MetricsSource, metricsOf } from './metrics.ts';
import { onceASecond } from './once-a-second.ts';
import { page } from './page.ts';

/** What the page, health and the metrics show; for those that everyone may ask for, see `onceASecond`. */
export interface PageSource extends MetricsSource {
  now(): Temporal.Instant;
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
  /** The first `limit` of those whom the workers go on with. */
  queue(limit: number): Promise<{ paused: boolean; candidates: readonly CandidateRow[] }>;
  counts(): Promise<Partial<Record<CandidateState, number>>>;
  comingBookings(): Promise<readonly BookingRow[]>;
  openEscalations(): Promise<readonly EscalationRow[]>;
  calendarFile(): Promise<string>;
  /** Why no work can be done for anybody just now, for people; null where it can. */
  notReady(): string | null;
}

/** A path that somebody else answers, for everyone: who may is theirs to decide. */
export interface Route {
  readonly path: string;
  readonly answer: (request: Request) => Promise<Response>;
}

/** More would be scrolled past; how many more there are is said. */
const QUEUE_SHOWN = 100;
/** Most proxies add one of these: whoever asks is elsewhere, though the proxy itself is on this machine. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * `/healthz` (`ok` while the store answers), `/readyz` (`ok` while the program serves people, neither
 * starting nor stopping) and `/metrics` for everyone; `/` and `/calendar.ics`, which
 * name people, only from this machine: they are not served at all on another address, nor to a page
 * that reached the loopback address under a name of its own, nor through a proxy that says it is one.
 *
 * What everyone may ask for asks the store once a second at the most, however often it is asked.
 */
export function pageApp(
  source: PageSource,
  onLoopback: boolean,
  log: Pick<Logger, 'error'>,
  routes: readonly Route[] = [],
): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (error instanceof StoreUnavailable) return context.text(`${error.message} ${error.remedy}`, 503);
    log.error({ path: context.req.path, err: error }, 'A page could not be made');
    return context.text('Something unexpected went wrong here; the log says what.', 500);
  });
  // Not every host that a client writes is one: 99999999999 would be a number that is too large.
  app.use('*', async (context, next) =>
    URL.canParse(context.req.url) ? next() : context.text('That is no address of this page.', 400),
  );
  for (const { path, answer } of routes) app.all(path, (context) => answer(context.req.raw));
  const now = () => source.now();
  const metrics = metricsOf(source);
  const numbers = onceASecond(() => metrics.text(), now);
  app.get('/metrics', async (context) =>
    context.body(await numbers(), 200, { 'Content-Type': metrics.contentType }),
  );
  const answers = onceASecond(
    () =>
      source.queue(1).then(
        () => null,
        () => 'the store does not answer; the log says why',
      ),
    now,
  );
  app.get('/healthz', async (context) => {
    const why = await answers();
    return why === null ? context.text('ok') : context.text(why, 503);
  });
  app.get('/readyz', async (context) => {
    const why = source.notReady() ?? (await answers());
    return why === null ? context.text('ok') : context.text(why, 503);
  });
  app.use('*', async (context, next) => {
    const asked = new URL(context.req.url).hostname.replace(/^\[|\]$/g, '');
    const isPassedOn = PASSED_ON.some((header) => context.req.header(header) !== undefined);
    if (!onLoopback || !isLoopback(asked) || isPassedOn) {
      return context.text(
        'This page shows personal data and is served to this machine alone (HOST=127.0.0.1).',
        403,
      );
    }
    context.header('Cache-Control', 'no-store');
    context.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    return next();
  });
  app.get('/', async (context) => {
    const [queue, counts, bookings, escalations] = await Promise.all([
      source.queue(QUEUE_SHOWN),
      source.counts(),
      source.comingBookings(),
      source.openEscalations(),
    ]);
    return context.html(page({ timeZone: source.timeZone, ...queue, counts, bookings, escalations }));
  });
  app.get('/calendar.ics', async (context) => {
    context.header('Content-Type', 'text/calendar; charset=utf-8');
    context.header('Content-Disposition', 'inline; filename="mock-interviews.ics"');
    return context.body(await source.calendarFile());
  });
  app.notFound((context) => context.text('There is no such page; try /', 404));
  return app;
}
