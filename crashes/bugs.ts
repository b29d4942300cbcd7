/** What fails unexpectedly is a bug: the line that tells of it has a reference, and the program goes on. */
export function bugsIn(outputs: readonly string[]): readonly string[] {
  const lines = outputs.flatMap((output) => output.split('\n'));
  return lines.filter((line) => /^\{.*(?:"reference":"|"level":60\b)/.test(line));
}
