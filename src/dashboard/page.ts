import { html } from 'hono/html';
import type { BookingRow, CandidateRow, CandidateState, EscalationRow } from '../store/rows.ts';

export interface PageContent {
  readonly timeZone: string;
  readonly paused: boolean;
  /** The first of the queue. */
  readonly candidates: readonly CandidateRow[];
  readonly counts: Partial<Record<CandidateState, number>>;
  readonly bookings: readonly BookingRow[];
  readonly escalations: readonly EscalationRow[];
}

/** The whole page: what waits for people first, then the queue, then the coming mocks by day. */
export function page({ timeZone, paused, candidates, counts, bookings, escalations }: PageContent) {
  const { scheduling = 0, waiting = 0, queued = 0 } = counts;
  const more = scheduling + waiting + queued - candidates.length;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mock interviews</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Mock interviews</h1>
<p>Times are ${timeZone}. <a href="/calendar.ics">calendar.ics</a></p>
${escalations.length === 0 ? '' : html`<section><h2>Waits for a decision</h2>${escalations.map(escalationBlock)}</section>`}
<section><h2>Queue${paused ? ' (paused)' : ''}</h2>
${
  candidates.length === 0
    ? html`<p>Nobody is queued.</p>`
    : html`<table><thead><tr><th>Candidate</th><th>State</th><th>Booked</th></tr></thead><tbody>${candidates.map(
        (each) =>
          html`<tr><td>${each.name}</td><td>${each.state}</td><td>${each.booked} of ${each.mocks}</td></tr>`,
      )}</tbody></table>${more > 0 ? html`<p>and ${more} more</p>` : ''}`
}
</section>
<section><h2>Mocks of the coming four weeks</h2>
${
  bookings.length === 0
    ? html`<p>No mock is booked then.</p>`
    : html`<table><thead><tr><th>When</th><th>Mock</th><th>Candidate</th><th>Interviewer</th></tr></thead><tbody>${bookings.map(
        (booking) =>
          html`<tr><td>${when(booking, timeZone)}</td><td>${booking.course} Mock${booking.number}</td><td>${booking.candidateName}</td><td>${booking.interviewerName}${booking.role === 'backup' ? ' (backup)' : ''}</td></tr>`,
      )}</tbody></table>`
}
</section>
</body>
</html>`;
}

function escalationBlock({ candidateName, message, proposals }: EscalationRow) {
  const helps = proposals.map((proposal) => html`<li>${String(proposal['message'] ?? '')}</li>`);
  return html`<article><h3>${candidateName}</h3><ul>${message.split('\n').map((line) => html`<li>${line}</li>`)}</ul>${helps.length === 0 ? '' : html`<p>Would help:</p><ul>${helps}</ul>`}</article>`;
}

function when({ start, end }: BookingRow, timeZone: string): string {
  const from = start.toZonedDateTimeISO(timeZone);
  const day = from.toLocaleString('en-US', { weekday: 'short', month: 'short', day: 'numeric' });
  const clock = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
  return `${day}, ${clock(start)}–${clock(end)}`;
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #d9dee3}h2{margin-top:2rem}article{border-left:4px solid #b35900;padding-left:1rem;margin:1rem 0}';
