//! Replays `tests/vectors/collections.txt`, which
//! `tools/generate_collection_vectors.py` recorded from CPython 3.11: random
//! operations on sets and a dict, sorts with every comparison, slices, hashes.

use super::hashing::{frozenset_hash, TupleHash};
use super::ordered_table::{OrderedTable, Probed, Quick};
use super::set_table::{SetProbe, SetTable};
use super::slicing::span;
use super::sorting::sort_permutation;

type Set = SetTable<i64>;

fn find(set: &Set, key: i64) -> Result<usize, SetProbe> {
    let mut probe = set.start(key);
    let quick = |stored: &i64| if *stored == key { Quick::Equal } else { Quick::Different };
    match set.probe(&mut probe, quick) {
        Probed::Found(position) => Ok(position),
        _ => Err(probe),
    }
}

fn add(set: &mut Set, key: i64) {
    if let Err(probe) = find(set, key) {
        set.insert_at(&probe, key);
    }
}

fn discard(set: &mut Set, key: i64) -> bool {
    find(set, key).is_ok_and(|position| set.remove(position).is_some())
}

fn merge(set: &mut Set, other: &Set) {
    if !set.merge_clean(other) {
        for (_, key) in other.snapshot() {
            add(set, key);
        }
    }
}

fn copy(set: &Set) -> Set {
    let mut result = Set::new();
    merge(&mut result, set);
    result
}

fn intersection(left: &Set, right: &Set) -> Set {
    let (large, small) = if right.len() > left.len() { (right, left) } else { (left, right) };
    let mut result = Set::new();
    for (_, key) in small.iter().filter(|(_, key)| find(large, **key).is_ok()) {
        add(&mut result, *key);
    }
    result
}

fn difference_update(set: &mut Set, other: &Set) {
    let other = if (other.len() >> 3) > set.len() { intersection(set, other) } else { other.clone() };
    for (_, key) in other.iter() {
        discard(set, *key);
    }
    set.shrink_after_difference();
}

fn difference(left: &Set, right: &Set) -> Set {
    if (left.len() >> 2) > right.len() {
        let mut result = copy(left);
        difference_update(&mut result, right);
        return result;
    }
    let mut result = Set::new();
    for (_, key) in left.iter().filter(|(_, key)| find(right, **key).is_err()) {
        add(&mut result, *key);
    }
    result
}

fn symmetric_difference(left: &Set, right: &Set) -> Set {
    let mut result = copy(right);
    for (_, key) in left.snapshot() {
        if !discard(&mut result, key) {
            add(&mut result, key);
        }
    }
    result
}

fn show_set(set: &Set) -> String {
    format!("{:?}", set.iter().map(|(_, key)| *key).collect::<Vec<_>>())
}

fn show_option(value: Option<impl std::fmt::Debug>) -> String {
    value.map_or("None".into(), |value| format!("{value:?}"))
}

/// Counts and mixes the pairs compared, so that one number stands for them all.
fn sort(values: &[i64]) -> String {
    let (mut mixed, mut count) = (0u64, 0u64);
    let (order, result) = sort_permutation::<(), _>(values.len(), |left, right| {
        count += 1;
        mixed = mixed.wrapping_mul(1_000_003) ^ (u64::from(left) << 20 | u64::from(right));
        Ok(values[left as usize] < values[right as usize])
    });
    assert!(result.is_ok());
    format!("{count} {mixed} {order:?}")
}

fn bound(text: &str) -> Option<i64> {
    text.parse().ok()
}

#[derive(Default)]
struct Machine {
    sets: [Set; 4],
    table: OrderedTable<i64, i64>,
}

impl Machine {
    fn set_operation(&mut self, name: &str, numbers: &[i64]) -> Option<String> {
        let at = |place: usize| numbers[place] as usize;
        let pair = |machine: &Machine| (machine.sets[at(1)].clone(), machine.sets[at(2)].clone());
        match name {
            "add" => add(&mut self.sets[at(0)], numbers[1]),
            "discard" => drop(discard(&mut self.sets[at(0)], numbers[1])),
            "pop" => return Some(show_option(self.sets[at(0)].pop())),
            "or" => {
                let (mut left, right) = pair(self);
                left = copy(&left);
                if numbers[1] != numbers[2] {
                    merge(&mut left, &right);
                }
                self.sets[at(0)] = left;
            }
            "and" => {
                let (left, right) = pair(self);
                let same = numbers[1] == numbers[2];
                self.sets[at(0)] = if same { copy(&left) } else { intersection(&left, &right) };
            }
            "sub" => {
                let (left, right) = pair(self);
                self.sets[at(0)] = difference(&left, &right);
            }
            "xor" => {
                let (left, right) = pair(self);
                self.sets[at(0)] = symmetric_difference(&left, &right);
            }
            "isub" => {
                let other = self.sets[at(1)].clone();
                difference_update(&mut self.sets[at(0)], &other);
            }
            "ior" => {
                let other = self.sets[at(1)].clone();
                merge(&mut self.sets[at(0)], &other);
            }
            "show" => return Some(show_set(&self.sets[at(0)])),
            "frozenset_hash" => {
                let hashes = self.sets[at(0)].iter().map(|(hash, _)| hash);
                return Some(frozenset_hash(hashes).to_string());
            }
            _ => panic!("no such operation: {name}"),
        }
        None
    }

    fn dict_operation(&mut self, name: &str, numbers: &[i64]) -> Option<String> {
        let key = numbers.first().copied().unwrap_or_default();
        let position = self.table.find(key, |stored| *stored == key);
        match (name, position) {
            ("dict_set", Some(position)) => self.table.entry_mut(position).unwrap().value = numbers[1],
            ("dict_set", None) => drop(self.table.insert_new(key, key, numbers[1])),
            ("dict_delete", Some(position)) => drop(self.table.remove(position)),
            ("dict_delete", None) => {}
            ("dict_pop", _) => return Some(show_option(self.table.pop_last().map(|entry| (entry.key, entry.value)))),
            // Positions show where the holes are.
            ("dict_show", _) => {
                let entries: Vec<_> = self.table.iter().map(|entry| (entry.key, entry.value)).collect();
                return Some(format!("{entries:?}"));
            }
            _ => panic!("no such operation: {name}"),
        }
        None
    }

    fn run(&mut self, name: &str, words: &[&str]) -> Option<String> {
        if name == "slice" {
            let length = words[3].parse().unwrap();
            let found = span(bound(words[0]), bound(words[1]), bound(words[2]).unwrap_or(1), length);
            return Some(format!("({}, {}, {}) {}", found.start, found.stop, found.step, found.length));
        }
        let numbers: Vec<i64> = words.iter().map(|word| word.parse().unwrap()).collect();
        match name {
            "sort" => Some(sort(&numbers)),
            "tuple_hash" => {
                let mut hash = TupleHash::default();
                numbers.iter().for_each(|number| hash.add(*number));
                Some(hash.finish(numbers.len()).to_string())
            }
            _ if name.starts_with("dict_") => self.dict_operation(name, &numbers),
            _ => self.set_operation(name, &numbers),
        }
    }
}

#[test]
fn agrees_with_cpython() {
    let text = include_str!("../../tests/vectors/collections.txt");
    let mut machine = Machine::default();
    let mut checked = 0;
    let mut pending = None;
    for (number, line) in text.lines().enumerate() {
        if let Some(expected) = line.strip_prefix("= ") {
            let got: Option<String> = pending.take();
            assert_eq!(got.as_deref(), Some(expected), "line {}", number + 1);
            checked += 1;
        } else if !line.starts_with('#') {
            let mut words = line.split(' ');
            let name = words.next().unwrap();
            pending = machine.run(name, &words.collect::<Vec<_>>());
        }
    }
    assert!(checked > 300, "only {checked} vectors");
}
