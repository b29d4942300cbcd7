import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Call, readCall } from './call.ts';
import { BotChat, Chats, type Person } from './chats.ts';
import { Faults } from './faults.ts';
import { Hand } from './hand.ts';
import { type BotState, METHODS, unknownMethod } from './methods.ts';
import { Refusal } from './refusal.ts';
import { Updates } from './updates.ts';

/** How long a test waits for the bot to do what it should. */
const PATIENCE_MS = 10_000;

/** A Bot API server on the loopback, for one bot, with the limits and refusals of the real one. */
export class BotApi {
  readonly root: string;
  readonly token: string;
  readonly state: BotState = {
    bot: { id: 4711, username: 'mock_scheduler_bot' },
    chats: new Chats(),
    updates: new Updates(),
    queries: new Map(),
    commands: new Map(),
    files: new Map(),
  };
  readonly faults = new Faults();
  /** Every call in the order it came. */
  readonly calls: Call[] = [];
  /** Called with each, before it is carried out. */
  onCall: (call: Call) => void = () => {};
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  private constructor(server: Server, botId: number) {
    this.#server = server;
    this.token = `${botId}:test-token-of-the-stand-in`;
    this.state.bot.id = botId;
    this.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on(
      'request',
      (request, response) => void this.#serve(request, response).then(() => this.lookAgain()),
    );
    this.state.updates.onChange = () => this.lookAgain();
  }

  static start(botId = 4711): Promise<BotApi> {
    // A connection that nobody uses for a while is not closed under the next call of a busy machine.
    const server = createServer({ keepAliveTimeout: 120_000 });
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(new BotApi(server, botId))));
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Somebody with a Telegram account, in their private chat with the bot. */
  person(id: number, name: string): Hand {
    const chat = this.state.chats.get(id) ?? this.state.chats.add(new BotChat(id, 'private', name));
    return new Hand(this, { id, name }, chat);
  }

  /** A group that the bot is in, as this person writes in it. */
  inGroup(id: number, person: Person, title = 'Coordinators'): Hand {
    const chat = this.state.chats.get(id) ?? this.state.chats.add(new BotChat(id, 'supergroup', title));
    return new Hand(this, person, chat);
  }

  /** Resolves once the condition holds; it is looked at whenever the bot has called or logged. */
  until(condition: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#waiting.delete(look);
        const calls = this.calls
          .slice(-5)
          .map(({ method, payload }) => `${method} ${JSON.stringify(payload)}`);
        reject(new Error(`what was waited for did not happen; the last calls were:\n${calls.join('\n')}`));
      }, patienceMs);
      const look = () => {
        if (!condition()) return;
        clearTimeout(patience);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Something happened that may be waited for. */
  lookAgain(): void {
    for (const look of [...this.#waiting]) look();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const file = /^\/file\/bot([^/]+)\/documents\/(.+)$/.exec(request.url ?? '');
    if (file?.[1] === this.token) {
      response.end(this.state.files.get(file[2]!)?.bytes);
      return;
    }
    const call = await readCall(request, method ?? '');
    if (call === null) return;
    this.calls.push(call);
    this.onCall(call);
    const chat = call.payload['chat_id'] === undefined ? null : Number(call.payload['chat_id']);
    const fault = this.faults.of(call.method, chat);
    if (fault === 'closed before') {
      request.socket.destroy();
      return;
    }
    try {
      if (token !== this.token) throw new Refusal(401, 'Unauthorized');
      if (fault instanceof Refusal) throw fault;
      const result = await this.#result(call, response);
      if (fault === 'closed after') request.socket.destroy();
      else answer(response, 200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message, parameters } = error;
      answer(response, code, { ok: false, error_code: code, description: message, parameters });
    }
  }

  #result(call: Call, response: ServerResponse): unknown {
    if (call.method === 'getUpdates') {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      return this.state.updates.get(call.payload, gone.signal);
    }
    const method = METHODS[call.method];
    if (method === undefined) throw unknownMethod();
    return method(this.state, call);
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
