import { describe, expect, it } from 'vitest';
import { readAddress } from '../../src/store/postgres/address.ts';

describe('the address of a PostgreSQL', () => {
  it.each([
    ['postgresql://ann:hush@db.example.com:5433/mocks', 'db.example.com:5433, database mocks'],
    ['postgres://ann:hu%24h@db.example.com/mocks', 'db.example.com:5432, database mocks'],
    ['postgresql://ann:hush@db.example.com/mocks?sslmode=disable', 'db.example.com:5432, database mocks'],
    ['postgresql://ann:hush@/mocks?host=/run/postgresql', '/run/postgresql, database mocks'],
  ])('%s is told without its password', (url, place) => {
    const { description } = readAddress(url);
    expect(description).toBe(`PostgreSQL at ${place}`);
  });

  it('is a transaction pooler on the port of Supabase’s, or where it says so', () => {
    const at = (rest: string) => readAddress(`postgresql://ann:hush@db.example.com${rest}`).transactionPooler;
    expect(at(':6543/postgres')).toBe(true);
    expect(at(':6432/postgres?pgbouncer=true')).toBe(true);
    expect(at(':5432/postgres?sslmode=disable&pgbouncer=true')).toBe(true);
    expect(at(':5432/postgres')).toBe(false);
    expect(at('/postgres?pgbouncer=false')).toBe(false);
  });
});
