/** Patterns of the kinds, as multiples of a line's width: land is solid, rivers and sea are dashed differently. */
export const dashes = { land: [1, 0], river: [5, 1.2, 1, 1.2], sea: [2, 1.6] } as const;
