import { describe, expect, it } from 'vitest';
import { nearestPeople } from '../../src/chat/nearest-people.ts';

const NAMES = ['Dana Fox', 'Danilo Ruiz', 'Eli Stone', 'Zoë Müller', 'Priya Raman', 'Mehmet Öz', '李 小龙'];
const PEOPLE = NAMES.map((name) => ({
  name,
  email: `${name
    .split(' ')[0]!
    .normalize('NFD')
    .replaceAll(/\P{ASCII}/gu, '')}@example.com`.toLowerCase(),
}));
const found = (typed: string) => nearestPeople(PEOPLE, typed).map(({ name }) => name);

describe('whom an admin means', () => {
  it.each([
    ['dana', 'Dana Fox'],
    ['DANA  FOX', 'Dana Fox'],
    ['fox', 'Dana Fox'],
    ['dana@example.com', 'Dana Fox'],
    ['muller', 'Zoë Müller'],
    ['小龙', '李 小龙'],
  ])('%s is found by a part, in any case and without accents: %s', (typed, name) => {
    expect(found(typed)).toEqual([name]);
  });

  it.each([
    ['Dnaa', 'Dana Fox'],
    ['dana fx', 'Dana Fox'],
    ['Elli', 'Eli Stone'],
    ['eil stone', 'Eli Stone'],
    ['pryia', 'Priya Raman'],
    ['mehmt', 'Mehmet Öz'],
    ['zoe muler', 'Zoë Müller'],
  ])('%s is found though it is mistyped: %s', (typed, name) => {
    expect(found(typed)).toEqual([name]);
  });

  it('may be several, who are all found', () => {
    expect(found('dan')).toEqual(['Dana Fox', 'Danilo Ruiz']);
  });

  it('is nobody where no name is near', () => {
    expect(found('xavier')).toEqual([]);
    expect(found('q')).toEqual([]);
    expect(found('  ')).toEqual([]);
  });
});
