/** Less than probes and Prometheus let pass between two questions, so that each of theirs is put anew. */
const SECOND_MS = 1_000;

interface Question<T> {
  readonly putAt: Temporal.Instant;
  readonly answer: Promise<T>;
  isOpen: boolean;
}

/**
 * The same question, put once a second at the most and never while it is open, however many want to know.
 * Whoever comes within a second after it was put, or before it is answered, is given the same answer, and a
 * failure just as long as a success. So nobody is told what is older than a second, or than the question
 * took where that is longer.
 *
 * @param ask has to end by itself: nobody asks again before
 */
export function onceASecond<T>(ask: () => Promise<T>, now: () => Temporal.Instant): () => Promise<T> {
  let last: Question<T> | null = null;
  return () => {
    if (last !== null && (last.isOpen || isOfThisSecond(last.putAt, now()))) return last.answer;
    const question: Question<T> = { putAt: now(), answer: ask(), isOpen: true };
    const close = () => {
      question.isOpen = false;
    };
    question.answer.then(close, close);
    last = question;
    return question.answer;
  };
}

/** A clock that was set back says nothing of how long ago it was. */
function isOfThisSecond(putAt: Temporal.Instant, now: Temporal.Instant): boolean {
  const age = now.epochMilliseconds - putAt.epochMilliseconds;
  return age >= 0 && age < SECOND_MS;
}
