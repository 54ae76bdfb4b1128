import { locale, texts, type Said } from "./language";

const t = texts({
  en: { km: "{n} km", m: "{n} m", h: "{n} h", d: "{n} d", min: "{n} min", kmH: "{n} km·h", kmh: "{n} km/h", percent: "{n} %", north: "N", south: "S", east: "E", west: "W" },
  es: { km: "{n} km", m: "{n} m", h: "{n} h", d: "{n} d", min: "{n} min", kmH: "{n} km·h", kmh: "{n} km/h", percent: "{n} %", north: "N", south: "S", east: "E", west: "O" },
});

/** A number with so many decimals at most, and at least. What is rounded to nothing has no sign. */
export function number(x: number, decimals = 0, least = decimals): string {
  return numbers({ maximumFractionDigits: decimals, minimumFractionDigits: least, signDisplay: "negative" }).format(x);
}

/** So many things, by the text for one of them or by that for several; {n} is how many. */
export function amount<K extends string>(t: Said<K>, n: number, one: K, several: K): string {
  return t(n === 1 ? one : several, { n: number(n) });
}

/** Kilometres of metres, with one decimal below 1,000 km. */
export function km(m: number, decimals = Math.abs(m) >= 1e6 ? 0 : 1): string {
  return t("km", { n: number(m / 1000, decimals) });
}

/** Metres, whole. */
export function metres(m: number): string {
  return t("m", { n: number(m) });
}

/** A length: in metres below 100 m, which would be 0.0 or 0.1 km. */
export function length(m: number): string {
  return Math.abs(m) < 99.5 ? metres(m) : km(m);
}

/** Hours: as minutes below one, as days from three days on, where whole. */
export function hours(h: number): string {
  if (h !== 0 && Math.abs(Math.round(h * 60)) < 60) return t("min", { n: number(h * 60) });
  if (h >= 72 && h % 24 === 0) return t("d", { n: number(h / 24) });
  return t("h", { n: number(h, 1, 0) });
}

/** Length times time. */
export function exposure(kmH: number): string {
  return t("kmH", { n: number(kmH, Math.abs(kmH) < 100 ? 1 : 0) });
}

/** A difference of length times time, with its sign. */
export function exposureChange(kmH: number): string {
  return change(kmH, "kmH");
}

/** A difference in the unit of what differs, with its sign; − and + are those of the language. */
export function change(x: number, unit: "km" | "h" | "kmH" | "percent" | "none", decimals = 1): string {
  const n = numbers({ maximumFractionDigits: decimals, signDisplay: "exceptZero" }).format(x);
  if (unit === "percent") return t("percent", { n });
  return unit === "none" ? n : t(unit, { n });
}

/** A share of 1 as per cent. */
export function percent(x: number, decimals = 0): string {
  return t("percent", { n: number(x * 100, decimals, 0) });
}

/** A speed, with one decimal at most. */
export function speed(kmh: number): string {
  return t("kmh", { n: number(kmh, 1, 0) });
}

/** The letters of the four directions. */
export function letters() {
  return { north: t("north"), south: t("south"), east: t("east"), west: t("west") };
}

/** Date and time of a clock whose hands a date shows in UTC; state/time has what makes them. */
export function dateTime(clock: Date, style: "full" | "short" | "day" | "hour" = "short"): string {
  const parts: Record<typeof style, Intl.DateTimeFormatOptions> = {
    full: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
    short: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
    day: { weekday: "short", day: "numeric", month: "short" },
    hour: { hour: "2-digit", minute: "2-digit" },
  };
  const key = `${locale.value} ${style}`;
  let format = madeForDates.get(key);
  if (!format) madeForDates.set(key, (format = new Intl.DateTimeFormat(locale.value, { ...parts[style], timeZone: "UTC", hourCycle: "h23" })));
  return format.format(clock);
}

// Formats take far longer to make than to use, and tables use them by the thousand.
const madeForNumbers = new Map<string, Intl.NumberFormat>();
const madeForDates = new Map<string, Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale.value} ${options.maximumFractionDigits} ${options.minimumFractionDigits} ${options.signDisplay}`;
  let format = madeForNumbers.get(key);
  if (!format) madeForNumbers.set(key, (format = new Intl.NumberFormat(locale.value, options)));
  return format;
}
