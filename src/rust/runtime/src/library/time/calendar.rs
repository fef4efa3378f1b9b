//! The proleptic Gregorian calendar and C's `strftime` in the C locale. No interpreter state.

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] = [
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

/// Seconds since 1970 of a moment in UTC; its fields may be any numbers.
pub(super) fn seconds_of(moment: &Moment) -> i64 {
    let days = days_of(moment.year, moment.month, 1) + moment.day - 1;
    days * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second
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

fn name(names: &[&'static str], index: i64, length: usize) -> &'static str {
    let name = usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or("?");
    &name[..length.min(name.len())]
}

/// The year and number of the ISO 8601 week.
fn iso_week(moment: &Moment) -> (i64, i64) {
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

/// The text of a format, or the directive that is not a plain one of C.
pub(super) fn format(pattern: &str, moment: &Moment) -> Result<String, String> {
    let mut result = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            result.push(character);
            continue;
        }
        match characters.next() {
            Some(directive) if directive.is_ascii_alphabetic() || directive == '%' => match one(directive, moment) {
                Some(text) => result.push_str(&text),
                None if "EO".contains(directive) => return Err(format!("%{directive}")),
                None => result.extend(['%', directive]),
            },
            Some(directive) if "-_0^#+123456789".contains(directive) => return Err(format!("%{directive}")),
            Some(directive) => result.extend(['%', directive]),
            None => result.push('%'),
        }
    }
    Ok(result)
}

fn one(directive: char, moment: &Moment) -> Option<String> {
    let half = match moment.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let is_morning = moment.hour < 12;
    let hidden = moment.daylight < 0 && moment.zone.is_none();
    let sub = |pattern| format(pattern, moment).ok();
    Some(match directive {
        'a' => name(&DAYS, moment.weekday, 3).to_owned(),
        'A' => name(&DAYS, moment.weekday, 9).to_owned(),
        'b' | 'h' => name(&MONTHS, moment.month, 3).to_owned(),
        'B' => name(&MONTHS, moment.month, 9).to_owned(),
        'c' => ctime(moment),
        'C' => moment.year.div_euclid(100).to_string(),
        'd' => format!("{:02}", moment.day),
        'D' | 'x' => sub("%m/%d/%y")?,
        'e' => format!("{:2}", moment.day),
        'F' => sub("%Y-%m-%d")?,
        'g' => format!("{:02}", iso_week(moment).0.rem_euclid(100)),
        'G' => iso_week(moment).0.to_string(),
        'H' => format!("{:02}", moment.hour),
        'I' => format!("{half:02}"),
        'j' => format!("{:03}", moment.day_of_year + 1),
        'k' => format!("{:2}", moment.hour),
        'l' => format!("{half:2}"),
        'm' => format!("{:02}", moment.month + 1),
        'M' => format!("{:02}", moment.minute),
        'n' => "\n".to_owned(),
        'p' => (if is_morning { "AM" } else { "PM" }).to_owned(),
        'P' => (if is_morning { "am" } else { "pm" }).to_owned(),
        'r' => sub("%I:%M:%S %p")?,
        'R' => sub("%H:%M")?,
        's' => seconds_of(moment).to_string(),
        'S' => format!("{:02}", moment.second),
        't' => "\t".to_owned(),
        'T' | 'X' => sub("%H:%M:%S")?,
        'u' => (if moment.weekday == 0 { 7 } else { moment.weekday }).to_string(),
        'U' => format!("{:02}", (moment.day_of_year + 7 - moment.weekday) / 7),
        'V' => format!("{:02}", iso_week(moment).1),
        'w' => moment.weekday.to_string(),
        'W' => format!("{:02}", (moment.day_of_year + 7 - (moment.weekday + 6) % 7) / 7),
        'y' => format!("{:02}", moment.year.rem_euclid(100)),
        'Y' => moment.year.to_string(),
        'z' | 'Z' if hidden => String::new(),
        'z' => "+0000".to_owned(),
        'Z' => moment.zone.clone().unwrap_or_else(|| "UTC".to_owned()),
        '%' => "%".to_owned(),
        _ => return None,
    })
}
