//! The proleptic Gregorian calendar. No interpreter state.

pub(super) const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAY: i64 = 86_400;

/// C's `struct tm`, with the year as people count it.
#[derive(Clone, Default)]
pub(super) struct Moment {
    pub year: i64,
    /// 0 to 11.
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// 0 is Sunday.
    pub weekday: i64,
    /// 0 is the first of January.
    pub day_of_year: i64,
    pub daylight: i64,
    /// Where the moment says it itself.
    pub zone: Option<String>,
}

/// Days from 1970-01-01 to a date; `month` counts from 0 and may be any number.
pub(super) fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year + month.div_euclid(12);
    // Years that begin in March end with the leap day.
    let (shifted, from_march) = match month.rem_euclid(12) {
        month @ 0..=1 => (year - 1, month + 10),
        month => (year, month - 2),
    };
    let cycle = shifted.div_euclid(400);
    let of_cycle = shifted.rem_euclid(400);
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    cycle * 146_097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719_468
}

/// The moment, in UTC, of a number of seconds since 1970.
pub(super) fn moment_of(seconds: i64) -> Moment {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let mut year = 1970 + days.div_euclid(146_097) * 400 + days.rem_euclid(146_097) / 366;
    while days_of(year + 1, 0, 1) <= days {
        year += 1;
    }
    let month = (0..12).rev().find(|month| days_of(year, *month, 1) <= days).unwrap_or(0);
    Moment {
        year,
        month,
        day: days - days_of(year, month, 1) + 1,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (days + 4).rem_euclid(7),
        day_of_year: days - days_of(year, 0, 1),
        daylight: 0,
        zone: None,
    }
}

/// Seconds since 1970 of a moment in UTC; its fields may be any numbers. C's `mktime` takes an hour
/// off a time that says it is of daylight saving.
pub(super) fn seconds_of(moment: &Moment) -> i64 {
    let days = days_of(moment.year, moment.month, 1) + moment.day - 1;
    let hour = if moment.daylight > 0 { moment.hour - 1 } else { moment.hour };
    days * DAY + hour * 3600 + moment.minute * 60 + moment.second
}

/// `%c`.
pub(super) fn ctime(moment: &Moment) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        name(&DAYS, moment.weekday, 3),
        name(&MONTHS, moment.month, 3),
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.year
    )
}

pub(super) fn name(names: &[&'static str], index: i64, length: usize) -> &'static str {
    let name = usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or("?");
    &name[..length.min(name.len())]
}

/// The year and number of the ISO 8601 week.
pub(super) fn iso_week(moment: &Moment) -> (i64, i64) {
    let from_monday = (moment.weekday + 6) % 7;
    let week = (moment.day_of_year - from_monday + 10) / 7;
    let weeks_of = |year: i64| {
        let first = (days_of(year, 0, 1) + 3).rem_euclid(7);
        let is_leap = days_of(year + 1, 0, 1) - days_of(year, 0, 1) == 366;
        if first == 3 || first == 2 && is_leap {
            53
        } else {
            52
        }
    };
    if week < 1 {
        (moment.year - 1, weeks_of(moment.year - 1))
    } else if week > weeks_of(moment.year) {
        (moment.year + 1, 1)
    } else {
        (moment.year, week)
    }
}
