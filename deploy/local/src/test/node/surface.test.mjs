// OpenAI's own SDK for Node against a running platform. NodeSdkIT starts it, with the variables
// ROUTER, KEY (of the sample's triage), PORTAL_KEY and MODEL_SERVER (of the endpoint in Paris).
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import OpenAI from 'openai';

const { ROUTER, KEY, PORTAL_KEY, MODEL_SERVER } = process.env;

const sdk = (apiKey = KEY) => new OpenAI({ baseURL: `${ROUTER}/v1`, apiKey, maxRetries: 0 });
const chat = (content, more = {}) => ({
  model: 'scripted-chat',
  messages: [{ role: 'user', content }],
  ...more,
});

async function chunks(stream) {
  const all = [];
  for await (const chunk of stream) {
    all.push(chunk);
  }
  return all;
}

test('answers a chat completion and says where', async () => {
  const { data, response } = await sdk()
    .chat.completions.create(chat('Where are you?'))
    .withResponse();
  assert.match(data.choices[0].message.content, /in FR\./);
  assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
  assert.equal(response.headers.get('bailiwick-countries'), 'FR');
  assert.match(response.headers.get('bailiwick-decision'), /^[0-9a-f-]{36}$/);
});

test('streams, event by event', async () => {
  const all = await chunks(
    await sdk().chat.completions.create(chat('@script words=9 gap=5', { stream: true })),
  );
  const text = all.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join('');
  assert.equal(text.split(' ').length, 9);
  assert.equal(all.at(-1).choices[0].finish_reason, 'stop');
});

test('a stream carries no usage that nobody asked for', async () => {
  const all = await chunks(await sdk().chat.completions.create(chat('Hello', { stream: true })));
  assert.ok(all.every((chunk) => !chunk.usage));
});

test('a stream ends with its usage if asked for it', async () => {
  const all = await chunks(
    await sdk().chat.completions.create(
      chat('@script words=20', { stream: true, stream_options: { include_usage: true } }),
    ),
  );
  assert.equal(all.at(-1).usage.completion_tokens, 20);
  assert.deepEqual(all.at(-1).choices, []);
});

test('the SDK puts a streamed answer together', async () => {
  const stream = sdk().chat.completions.stream(chat('@script words=9'));
  const message = await stream.finalMessage();
  assert.equal(message.role, 'assistant');
  assert.equal(message.content.split(' ').length, 9);
});

test('embeds', async () => {
  const answer = await sdk().embeddings.create({
    model: 'all-minilm-l6-v2',
    input: ['a sentence', 'another one'],
  });
  assert.deepEqual(answer.data.map((item) => item.embedding.length), [384, 384]);
  assert.ok(answer.usage.prompt_tokens > 0);
});

test('lists the models that the caller may use, and tells of one', async () => {
  const ids = [];
  for await (const model of sdk().models.list()) {
    ids.push(model.id);
  }
  assert.deepEqual(ids.sort(), ['all-minilm-l6-v2', 'scripted-chat']);
  assert.equal((await sdk().models.retrieve('scripted-chat')).id, 'scripted-chat');
});

const refusals = [
  ['a wrong key', sdk('bw-wrong'), chat('Hello'), OpenAI.AuthenticationError, 'invalid_api_key'],
  ['an unknown model', sdk(), chat('Hello', { model: 'none' }), OpenAI.NotFoundError, 'model_not_found'],
  ['a model without a name', sdk(), { messages: [] }, OpenAI.BadRequestError, 'missing_model'],
  ['no lawful endpoint', sdk(PORTAL_KEY), chat('Hello', { model: 'meridian-chat' }), OpenAI.PermissionDeniedError, 'no_lawful_endpoint'],
];

for (const [what, client, request, type, code] of refusals) {
  test(`${what} raises ${type.name}`, async () => {
    await assert.rejects(client.chat.completions.create(request), (error) => {
      assert.ok(error instanceof type, String(error));
      assert.equal(error.code, code);
      return true;
    });
  });
}

test('an error of the model server is an error of the SDK', async () => {
  await assert.rejects(
    sdk().chat.completions.create(chat('@script status=500')),
    OpenAI.InternalServerError,
  );
});

test('a stream that is cut raises an error', async () => {
  await assert.rejects(async () =>
    chunks(await sdk().chat.completions.create(chat('@script words=9 cut=4', { stream: true }))),
  );
});

/** What the model server in Paris says of a request. */
async function outcome(request) {
  const seen = await (await fetch(`${MODEL_SERVER}/test/attempts`)).json();
  return seen.attempts.find((attempt) => attempt.request === request)?.outcome;
}

async function becomes(expected, request) {
  const patience = Date.now() + 10_000;
  while ((await outcome(request)) !== expected && Date.now() < patience) {
    await pause(20);
  }
  assert.equal(await outcome(request), expected);
}

test('abort() of a stream cancels it at the model server', async () => {
  const { data: stream, response } = await sdk()
    .chat.completions.create(chat('@script words=2000 gap=20', { stream: true }))
    .withResponse();
  for await (const chunk of stream) {
    assert.ok(chunk.id);
    stream.controller.abort();
  }
  await becomes('CALLER_LEFT', response.headers.get('bailiwick-decision'));
});

test('an aborted signal ends a request that waits', async () => {
  const controller = new AbortController();
  const asked = sdk().chat.completions.create(chat('@script first=30000'), {
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 100);
  await assert.rejects(asked, OpenAI.APIUserAbortError);
});
