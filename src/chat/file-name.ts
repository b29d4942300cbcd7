const LENGTH_MAX = 60;

/** `Dana-Fox-schedule.png`: letters and digits of any script, so that no name reaches another folder. */
export function fileName(title: string, extension: string): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = [...words.join('-')].slice(0, LENGTH_MAX).join('');
  return `${name === '' ? 'mocks' : name}.${extension}`;
}
