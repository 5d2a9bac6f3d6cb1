// Runs the script of verify.html over bundles: node verify.mjs verify.html cases.json
// A case is { bundles: [file], policy?, receipt?, flips?: [offset] }; with flips, each of these bytes is changed alone.
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

const [page, cases] = process.argv.slice(2);
const script = /<script id="verifier">([\s\S]*?)<\/script>/.exec(readFileSync(page, 'utf8'))[1];
const verifier = runInThisContext(`${script}\nBailiwickVerifier`);

const verdicts = [];
for (const each of JSON.parse(readFileSync(cases, 'utf8'))) {
  const bundles = each.bundles.map(file => readFileSync(file));
  const trust = { policy: each.policy, receipts: each.receipt ? [each.receipt] : [] };
  const verdict = await verifier.run(bundles.map(bytes => new Blob([bytes])), trust);
  const accepted = [];
  for (const offset of each.flips ?? []) {
    const bytes = Uint8Array.from(bundles[0]);
    bytes[offset] ^= 1 << (offset % 8);
    if ((await verifier.run([new Blob([bytes])], trust)).status !== 1) accepted.push(offset);
  }
  verdicts.push({ status: verdict.status, output: verdict.lines.join('\n'), accepted });
}
console.log(JSON.stringify(verdicts));
