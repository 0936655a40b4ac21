/** Viridis: from dark violet over green to yellow, also told apart without colour vision, as its lightness grows evenly. */
const anchors: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

/** The colour of a share from 0 to 1. The end that would vanish in the ground is left out: yellow on white, violet on black. */
export function rampColour(share: number, isDark: boolean): string {
  const within = isDark ? 0.22 + share * 0.78 : share * 0.82;
  const place = Math.min(Math.max(within, 0), 1) * (anchors.length - 1);
  const at = Math.min(Math.floor(place), anchors.length - 2);
  const [one, other] = [anchors[at], anchors[at + 1]] as [readonly number[], readonly number[]];
  const mix = one.map((channel, i) => Math.round(channel + ((other[i] as number) - channel) * (place - at)));
  return `rgb(${mix.join(", ")})`;
}
