import { html } from 'hono/html';

/** What a browser shows when all is done; the rest happens in the terminal. */
export interface LastPage {
  readonly status: 200 | 400 | 404;
  readonly title: string;
  readonly text: string;
}

export const NOT_OURS: LastPage = {
  status: 400,
  title: 'This is not the answer that was waited for',
  text: 'Open the address that the terminal shows, once more.',
};

export const NO_SUCH_PAGE: LastPage = {
  status: 404,
  title: 'There is no such page',
  text: 'Open the address that the terminal shows.',
};

/** The whole page; whatever it is made of is shown as text. */
export async function lastPageHtml({ title, text }: LastPage): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – mock-scheduler</title>
<link rel="icon" href="data:,">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#1b1f24}</style>
</head>
<body><h1>${title}</h1>${text.split('\n').map((line) => html`<p>${line}</p>`)}</body>
</html>`;
  return page.toString();
}
