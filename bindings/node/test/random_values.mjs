// Values of every type, drawn from a generator with a fixed seed, so that each run is the same run.

export function chooser(seed) {
  let state = seed >>> 0;
  // Mulberry32: enough for choosing, and short.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound) => Math.floor(next() * bound);
  const pick = (list) => list[below(list.length)];

  const text = () => {
    const length = pick([0, 1, 2, 8, 40, 128, 129, 300, 4000, 5000]);
    const most = pick([0x7f, 0xff, 0xffff]);
    let made = "";
    for (let count = 0; count < length; count++) made += String.fromCharCode(below(most + 1));
    return made;
  };
  const number = () =>
    pick([
      0,
      -0,
      1,
      -1,
      0.5,
      2 ** 31,
      2 ** 32,
      2 ** 53,
      -(2 ** 53),
      2 ** 63,
      2 ** 64,
      1e300,
      NaN,
      Infinity,
      -Infinity,
      next(),
      below(2 ** 40),
    ]);
  const bytes = () =>
    pick([
      Buffer.alloc(below(100)),
      new Uint8Array(below(5000)),
      new ArrayBuffer(8),
      new DataView(new ArrayBuffer(8)),
      new Float64Array(2),
    ]);
  const detached = () => {
    const view = new Uint8Array(8);
    structuredClone(view.buffer, { transfer: [view.buffer] });
    return view;
  };

  function value(own = [], depth = 0) {
    const choices = [
      text,
      text,
      number,
      number,
      bytes,
      detached,
      () => pick([true, false, null, undefined]),
      () => pick([0n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 64n), 2n ** 200n]),
      () => Symbol("s"),
      () =>
        pick([() => 1, class {}, new Date(), new Map(), /x/, new Error("x"), Promise.resolve(1), new Proxy({}, {})]),
      () => pick(["__proto__", "constructor", "user_id", "toString", "a", "j"]),
      () => Object.create(null),
      () => (depth > 3 ? [] : Array.from({ length: below(4) }, () => value(own, depth + 1))),
      () =>
        depth > 3
          ? {}
          : Object.fromEntries([
              [text(), value(own, depth + 1)],
              [pick(OPTION_NAMES), value(own, depth + 1)],
            ]),
      () => {
        const one = pick(own);
        return typeof one === "function" ? one() : one;
      },
    ];
    return (own.length ? pick(choices) : pick(choices.slice(0, -1)))();
  }

  // Mostly right, with one or two of them wrong.
  function options(secret) {
    const made = { secret };
    for (let count = below(4); count > 0; count--) made[pick(OPTION_NAMES)] = value();
    return made;
  }

  return { below, pick, text, number, value, options };
}

const OPTION_NAMES = [
  ...["secret", "acceptedSecrets", "cookieName", "path", "domain", "maxAgeSeconds", "longestMaxAgeSeconds"],
  ...["absoluteMaxAgeSeconds", "httpOnly", "secure", "sameSite", "partitioned", "persistent", "clock", "revocation"],
  ...[
    "nowSeconds",
    "id",
    "signer",
    "store",
    "userKey",
    "failOpen",
    "log",
    "maxEntries",
    "sendCommand",
    "prefix",
    "timeoutMs",
    "nothing",
  ],
];
