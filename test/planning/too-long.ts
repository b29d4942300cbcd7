/** Trying everything would take more steps than it was given. */
export class TookTooLong extends Error {
  constructor(budget: number) {
    super(`more than ${budget} steps: give trying everything a smaller case`);
  }
}
