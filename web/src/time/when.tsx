import { computed, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { dateTime } from "../lang/format";
import { clock, goTo, hour, period_h, zone } from "../state/time";
import { announce } from "../ui/announce";
import { clockOf, dayOf, daysOf, hourAt, minutesOf, timeOf } from "./field";
import { t } from "./words";

/** The hour in whole minutes: as fine as the page says it. */
export const minute = computed(() => Math.round(hour.value * 60));

/** The date and hour shown, in words. */
export const now = computed(() => dateTime(clock(minute.value / 60), "short"));

const day = computed(() => dayOf(clock(minute.value / 60)));

/** The day and hour that are shown, and where another is chosen: the day from a list, the hour as it is written on 24-hour clocks. */
export function When() {
  return (
    <span class="time-when" role="group" aria-label={t("goTo")}>
      <select aria-label={t("dayShown")} value={day.value} onChange={(e) => go(Number(e.currentTarget.value), minuteOfDay())}>
        {daysOf(clock(0), clock(period_h.value), day.value).map((d) => (
          <option key={d} value={d}>
            {dateTime(clockOf(d), "day")}
          </option>
        ))}
      </select>
      <TimeField />
      <span class="soft">{t("zone", { zone: zone.value.replace("-", "−") })}</span>
    </span>
  );
}

function TimeField() {
  const field = useRef<HTMLInputElement>(null);
  const write = () => {
    if (field.current) field.current.value = timeOf(clock(minute.value / 60));
  };
  useSignalEffect(() => {
    void minute.value;
    if (document.activeElement !== field.current) write();
  });
  return (
    <input
      ref={field}
      type="text"
      inputMode="numeric"
      maxLength={7}
      autocomplete="off"
      aria-label={t("hourField")}
      title={t("hourField")}
      onChange={(e) => {
        const minutes = minutesOf(e.currentTarget.value);
        if (minutes === undefined) announce(t("noHour"));
        else go(day.peek(), minutes);
        write();
      }}
      onBlur={write}
    />
  );
}

function minuteOfDay(): number {
  return minutesOf(timeOf(clock(minute.peek() / 60))) ?? 0;
}

function go(to: number, minutes: number): void {
  goTo(hourAt(to, minutes, clock(0)));
  announce(t("shows", { when: now.value }));
}
