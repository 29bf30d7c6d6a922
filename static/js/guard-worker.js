// Finds the number of an ALTCHA challenge: SHA-256 over salt, nonce and a counter, until it begins
// with the prefix asked for. Own SHA-256, because pages without TLS have no crypto.subtle and one
// short block is quicker without waiting for a promise.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
(() => {
  const fraction = (root) => ((root - Math.floor(root)) * 0x100000000) | 0;
  let found = 0;
  for (let n = 2; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found] = fraction(Math.cbrt(n));
    found += 1;
  }
})();

const W = new Uint32Array(64);
const turn = (x, by) => (x >>> by) | (x << (32 - by));

// The digest of one block of sixteen words, as eight words.
function digest(block, out) {
  for (let i = 0; i < 16; i += 1) W[i] = block[i];
  for (let i = 16; i < 64; i += 1) {
    const a = W[i - 15];
    const b = W[i - 2];
    W[i] = W[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { out[i] = START[i] + word; });
}

const words = (hex) => hex.match(/.{8}/g).map((part) => parseInt(part, 16));
const hex = (out) => [...out].map((word) => word.toString(16).padStart(8, "0")).join("");

onmessage = (event) => {
  const asked = event.data.parameters;
  const block = new Uint32Array(16);
  block.set([...words(asked.salt), ...words(asked.nonce)]);
  block[9] = 0x80000000; // 36 bytes are hashed: eight words and the counter
  block[15] = 36 * 8;
  const wanted = words(asked.keyPrefix);
  const out = new Uint32Array(8);
  for (let counter = 0; counter <= 0xffffffff; counter += 1) {
    block[8] = counter;
    digest(block, out);
    if (wanted.every((word, i) => out[i] === word)) {
      postMessage({ counter, derivedKey: hex(out) });
      return;
    }
  }
  postMessage(null);
};
