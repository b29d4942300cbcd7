/** What the title of a mock typed by hand says. */
export interface TypedMock {
  readonly candidate: string;
  readonly interviewer: string;
  readonly course: string;
  readonly number: number;
}

/** Far above any title people type; a longer one is none, and costs nothing to look at. */
const TITLE_MAX = 500;

/**
 * Reads `Candidate : Interviewer Course MockN`, tolerant in spaces and case (`sam:alpha fs1 mock 2`).
 * A candidate's name may hold a colon, an interviewer's may not. Returns null for any other title.
 */
export function typedMock(title: string): TypedMock | null {
  if (title.length > TITLE_MAX) return null;
  const colon = title.lastIndexOf(':');
  if (colon < 0) return null;
  const candidate = words(title.slice(0, colon)).join(' ');
  const rest = words(title.slice(colon + 1));
  const tail = /^(?:mock)?(\d{1,3})$/i.exec(rest.pop() ?? '');
  if (tail === null) return null;
  // "Mock1" is one word, "Mock 1" two.
  if (/^\d/.test(tail[0]) && rest.pop()?.toLowerCase() !== 'mock') return null;
  const course = rest.pop();
  const interviewer = rest.join(' ');
  const number = Number(tail[1]);
  if (candidate === '' || course === undefined || interviewer === '' || number < 1) return null;
  return { candidate, interviewer, course, number };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
