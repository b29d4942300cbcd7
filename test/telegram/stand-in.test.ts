import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { BotApi } from './stand-in/bot-api.ts';

it('a caller that dies amid a call has asked the stand-in for nothing', async () => {
  const api = await BotApi.start();
  try {
    const { port } = new URL(api.root);
    const socket = connect(Number(port), '127.0.0.1');
    const head = `POST /bot${api.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"chat_id"`;
    await new Promise((sent) => socket.write(head, sent));
    socket.resetAndDestroy();
    const answer = await fetch(`${api.root}/bot${api.token}/getMe`);
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(api.calls.map(({ method }) => method)).toEqual(['getMe']);
  } finally {
    await api.close();
  }
});
