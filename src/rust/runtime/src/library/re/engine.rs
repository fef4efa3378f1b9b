//! The matcher: runs the codes of a compiled pattern over a text.
//!
//! Backtracking without recursion. Every choice pushes a [`Frame`]; failure takes the newest frame and resumes it;
//! success inside an assertion, an atomic group or a possessive body drops the frames back to that construct's own
//! frame (a *barrier*). What is captured when, also in corners where CPython's behaviour is an accident of its order
//! of saving and restoring, follows CPython 3.11: the differential tests compare spans of random patterns.

use super::charset::{self, accepts, at_position, run_length};
use super::opcodes as op;
use crate::text::units::Unit;

/// What a frame does when it is resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Root,
    Assert,
    AssertNot,
    Atomic,
    PossessiveMinimum,
    PossessiveMore,
    Branch,
    Repeat,
    UntilMinimum,
    MaximumBody,
    MaximumTail,
    MinimumTail,
    MinimumBody,
    RepeatOne,
    MinimumRepeatOne,
}

/// No repetition is open; no place is known; nothing was saved.
const NONE: usize = usize::MAX;

/// A choice that can be taken again. Which fields count depends on `kind`.
#[derive(Clone, Copy, Debug)]
struct Frame {
    kind: Kind,
    /// Whether the match that this barrier interrupted was the outermost one.
    outermost: bool,
    /// The code to go on with.
    code: usize,
    position: usize,
    count: usize,
    /// The repetition that was open (an index), or the one that is to be restored.
    repetition: usize,
    /// How many repetitions there were, to drop the later ones.
    repetitions: usize,
    /// The place where the repetition's body last began, to be restored.
    last_position: usize,
    last_mark: isize,
    last_index: isize,
    /// Where the saved marks begin in `saved_marks`, or `NONE`.
    saved: usize,
}

/// An open general repetition.
#[derive(Clone, Copy, Debug)]
struct Repetition {
    /// How many bodies were matched, less one before the first `UNTIL`.
    count: isize,
    /// Where its minimum, maximum and body stand.
    code: usize,
    outer: usize,
    last_position: usize,
}

/// A matcher for one text. `text` ends where matching ends (`endpos`).
pub struct Machine<'a, U> {
    code: &'a [u32],
    text: &'a [U],
    marks: Vec<usize>,
    last_mark: isize,
    last_index: isize,
    frames: Vec<Frame>,
    repetitions: Vec<Repetition>,
    repetition: usize,
    saved_marks: Vec<usize>,
    outermost: bool,
    /// The whole text must match (`fullmatch`).
    to_end: bool,
    /// An empty match here does not count.
    not_empty_at: usize,
}

/// Where a match and its groups lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Start and end of the match, then of each group.
    pub spans: Vec<Option<(usize, usize)>>,
    /// The number of the last group that was closed.
    pub last_index: Option<usize>,
}

enum Step {
    Continue,
    Fail,
    Matched,
}

impl<'a, U: Unit> Machine<'a, U> {
    pub fn new(code: &'a [u32], groups: usize, text: &'a [U]) -> Machine<'a, U> {
        Machine {
            code,
            text,
            marks: vec![NONE; groups * 2],
            last_mark: -1,
            last_index: -1,
            frames: Vec::new(),
            repetitions: Vec::new(),
            repetition: NONE,
            saved_marks: Vec::new(),
            outermost: true,
            to_end: false,
            not_empty_at: NONE,
        }
    }

    /// A match that begins at `start`.
    pub fn match_at(&mut self, start: usize, to_end: bool) -> Option<Found> {
        self.to_end = to_end;
        self.not_empty_at = NONE;
        if start > self.text.len() {
            return None;
        }
        let end = self.run(start)?;
        Some(self.found(start, end))
    }

    /// The first match that begins at `start` or behind it; with `advance` not an empty one at `start` itself.
    pub fn search(&mut self, start: usize, advance: bool) -> Option<Found> {
        self.to_end = false;
        self.not_empty_at = if advance { start } else { NONE };
        let mut from = start;
        while let Some(position) = self.candidate(from) {
            if let Some(end) = self.run(position) {
                return Some(self.found(position, end));
            }
            self.not_empty_at = NONE;
            from = position + 1;
        }
        None
    }

    /// The next place at `from` or behind it where a match can begin, by what the `INFO` block says.
    fn candidate(&self, from: usize) -> Option<usize> {
        if from > self.text.len() {
            return None;
        }
        if self.code[0] != op::INFO {
            return Some(from);
        }
        let (flags, minimum) = (self.code[2], self.code[3] as usize);
        let last = self.text.len().checked_sub(minimum)?;
        if from > last {
            return None;
        }
        let places = &self.text[from..self.text.len().min(last + 1)];
        let offset = if flags & op::INFO_PREFIX != 0 {
            let first = self.code[7];
            places.iter().position(|unit| unit.code() == first)?
        } else if flags & op::INFO_CHARSET != 0 {
            places.iter().position(|unit| charset::in_set(&self.code[5..], unit.code()))?
        } else {
            0
        };
        Some(from + offset)
    }

    fn found(&self, start: usize, end: usize) -> Found {
        let group = |index: usize| {
            let (open, close) = (self.marks[index * 2], self.marks[index * 2 + 1]);
            let closed = (index * 2 + 1) as isize <= self.last_mark;
            (closed && open != NONE && close != NONE).then_some((open, close))
        };
        let mut spans = vec![Some((start, end))];
        spans.extend((0..self.marks.len() / 2).map(group));
        Found { spans, last_index: usize::try_from(self.last_index).ok() }
    }

    /// Matches from a position; gives the end.
    fn run(&mut self, start: usize) -> Option<usize> {
        self.frames.clear();
        self.repetitions.clear();
        self.saved_marks.clear();
        (self.last_mark, self.last_index) = (-1, -1);
        self.repetition = NONE;
        self.outermost = false;
        self.push_barrier(Kind::Root, 0, start, 0);
        self.outermost = true;
        let (mut code, mut position) = (0, start);
        loop {
            let mut step = self.step(&mut code, &mut position);
            if let Step::Matched = step {
                if self.leave_barrier(&mut code, &mut position, &mut step) {
                    return Some(position);
                }
            }
            while let Step::Fail = step {
                let frame = *self.frames.last().expect("the root frame ends a failed match");
                if frame.kind == Kind::Root {
                    return None;
                }
                step = self.resume(frame, &mut code, &mut position);
            }
        }
    }

    // ---- marks ----

    fn mark(&mut self, index: usize, position: usize) {
        let number = index as isize;
        if index & 1 == 1 {
            self.last_index = number / 2 + 1;
        }
        if number > self.last_mark {
            let first = (self.last_mark + 1) as usize;
            self.marks[first..index].fill(NONE);
            self.last_mark = number;
        }
        self.marks[index] = position;
    }

    /// Saves the marks that are set; gives where.
    fn save_marks(&mut self) -> usize {
        let base = self.saved_marks.len();
        self.saved_marks.extend_from_slice(&self.marks[..(self.last_mark + 1) as usize]);
        base
    }

    /// Saves them only where a repetition can come back to them.
    fn save_marks_in_repetition(&mut self) -> usize {
        if self.repetition == NONE {
            NONE
        } else {
            self.save_marks()
        }
    }

    /// Puts the marks back as the frame saved them; they stay saved.
    fn restore_marks(&mut self, frame: &Frame) {
        if frame.saved != NONE {
            let count = (frame.last_mark + 1) as usize;
            self.marks[..count].copy_from_slice(&self.saved_marks[frame.saved..frame.saved + count]);
        }
        self.last_mark = frame.last_mark;
        self.last_index = frame.last_index;
    }

    // ---- frames ----

    fn frame(&self, kind: Kind, code: usize, position: usize) -> Frame {
        Frame {
            kind,
            outermost: self.outermost,
            code,
            position,
            count: 0,
            repetition: self.repetition,
            repetitions: 0,
            last_position: NONE,
            last_mark: self.last_mark,
            last_index: self.last_index,
            saved: NONE,
        }
    }

    /// Begins a match of its own: of an assertion, an atomic group, one possessive body.
    fn push_barrier(&mut self, kind: Kind, code: usize, position: usize, count: usize) {
        let mut frame = self.frame(kind, code, position);
        frame.count = count;
        frame.repetitions = self.repetitions.len();
        frame.saved = match kind {
            Kind::AssertNot => self.save_marks_in_repetition(),
            Kind::PossessiveMore => self.save_marks(),
            _ => NONE,
        };
        self.frames.push(frame);
        self.outermost = false;
    }

    /// Drops the newest frame and the marks it saved.
    fn pop(&mut self, frame: &Frame) {
        self.frames.pop();
        if frame.saved != NONE {
            self.saved_marks.truncate(frame.saved);
        }
    }

    /// After `SUCCESS`: drops all choices back to the innermost barrier. True if that was the whole match.
    fn leave_barrier(&mut self, code: &mut usize, position: &mut usize, step: &mut Step) -> bool {
        let is_barrier = |frame: &Frame| {
            matches!(
                frame.kind,
                Kind::Root
                    | Kind::Assert
                    | Kind::AssertNot
                    | Kind::Atomic
                    | Kind::PossessiveMinimum
                    | Kind::PossessiveMore
            )
        };
        let at = self.frames.iter().rposition(is_barrier).expect("the root frame is a barrier");
        // what the dropped frames saved lies behind what the barrier saved
        if let Some(saved) = self.frames[at + 1..].iter().map(|frame| frame.saved).find(|&saved| saved != NONE) {
            self.saved_marks.truncate(saved);
        }
        self.frames.truncate(at + 1);
        self.repetitions.truncate(self.frames[at].repetitions);
        let frame = self.frames[at];
        self.repetition = frame.repetition;
        if frame.kind == Kind::Root {
            return true;
        }
        self.outermost = frame.outermost;
        self.pop(&frame);
        *step = Step::Continue;
        match frame.kind {
            Kind::Assert => {
                *code = frame.code + self.code[frame.code] as usize;
                *position = frame.position;
            }
            Kind::AssertNot => *step = Step::Fail,
            Kind::Atomic => *code = frame.code + self.code[frame.code] as usize,
            _ => *code = self.possessive(frame.code, frame.count + 1, *position, frame.position),
        }
        false
    }

    /// Goes on with a possessive repetition after `count` bodies; `began` is where the last of them began.
    fn possessive(&mut self, code: usize, count: usize, position: usize, began: usize) -> usize {
        let (minimum, maximum) = (self.code[code + 1], self.code[code + 2]);
        if count < minimum as usize {
            self.push_barrier(Kind::PossessiveMinimum, code, position, count);
            return code + 3;
        }
        let stands_still = count > minimum as usize && position == began;
        if (maximum == op::UNBOUNDED || count < maximum as usize) && !stands_still {
            self.push_barrier(Kind::PossessiveMore, code, position, count);
            return code + 3;
        }
        code + self.code[code] as usize + 1
    }

    /// Failure arrived at the newest frame: its next choice, or failure again.
    fn resume(&mut self, frame: Frame, code: &mut usize, position: &mut usize) -> Step {
        match frame.kind {
            Kind::Branch => {
                self.restore_marks(&frame);
                self.next_branch(frame.code, frame.position, code, position, true)
            }
            Kind::RepeatOne => {
                self.restore_marks(&frame);
                if frame.count == 0 {
                    self.pop(&frame);
                    return Step::Fail;
                }
                self.shorter(frame.code, frame.position - 1, frame.count - 1, code, position)
            }
            Kind::MinimumRepeatOne => {
                self.restore_marks(&frame);
                self.longer(frame, code, position)
            }
            Kind::MaximumBody => {
                self.restore_marks(&frame);
                self.pop(&frame);
                let repetition = &mut self.repetitions[frame.repetition];
                repetition.last_position = frame.last_position;
                repetition.count -= 1;
                self.enter_tail(frame.code, frame.position, code);
                *position = frame.position;
                Step::Continue
            }
            Kind::MinimumTail => {
                self.restore_marks(&frame);
                self.pop(&frame);
                self.repetition = frame.repetition;
                self.another_body(frame.code, frame.position, code, position)
            }
            Kind::AssertNot | Kind::PossessiveMore => {
                self.restore_marks(&frame);
                self.pop(&frame);
                self.outermost = frame.outermost;
                self.repetition = frame.repetition;
                let end = frame.code + self.code[frame.code] as usize;
                *code = if frame.kind == Kind::AssertNot { end } else { end + 1 };
                *position = frame.position;
                Step::Continue
            }
            _ => self.give_up(frame),
        }
    }

    /// Resumes a frame that has no other choice: it undoes what it did.
    fn give_up(&mut self, frame: Frame) -> Step {
        self.pop(&frame);
        match frame.kind {
            Kind::Repeat => {
                self.repetition = frame.repetition;
                self.repetitions.truncate(frame.repetitions);
            }
            Kind::UntilMinimum => self.repetitions[frame.repetition].count -= 1,
            Kind::MinimumBody => {
                let repetition = &mut self.repetitions[frame.repetition];
                repetition.last_position = frame.last_position;
                repetition.count -= 1;
            }
            Kind::MaximumTail => self.repetition = frame.repetition,
            Kind::Assert | Kind::Atomic | Kind::PossessiveMinimum => {
                self.outermost = frame.outermost;
                self.repetition = frame.repetition;
            }
            other => unreachable!("{other:?} has another choice"),
        }
        Step::Fail
    }

    // ---- one operation ----

    /// Runs operations until one of them fails or the pattern is done.
    fn step(&mut self, code_out: &mut usize, position_out: &mut usize) -> Step {
        let program = self.code;
        let text = self.text;
        let (mut code, mut position) = (*code_out, *position_out);
        let result = loop {
            let operation = program[code];
            match operation {
                op::FAILURE => break Step::Fail,
                op::SUCCESS => {
                    let refused =
                        self.outermost && (self.to_end && position != text.len() || position == self.not_empty_at);
                    break if refused { Step::Fail } else { Step::Matched };
                }
                op::MARK => {
                    self.mark(program[code + 1] as usize, position);
                    code += 2;
                }
                op::AT => {
                    if !at_position(program[code + 1], text, position) {
                        break Step::Fail;
                    }
                    code += 2;
                }
                op::JUMP => code += 1 + program[code + 1] as usize,
                op::INFO => code += 1 + program[code + 1] as usize,
                op::REPEAT => self.open_repetition(&mut code),
                op::MAX_UNTIL => self.max_until(&mut code, position),
                op::MIN_UNTIL => self.min_until(&mut code, position),
                op::ASSERT | op::ASSERT_NOT => {
                    let back = program[code + 2] as usize;
                    let kind = if operation == op::ASSERT { Kind::Assert } else { Kind::AssertNot };
                    if position >= back {
                        self.push_barrier(kind, code + 1, position, 0);
                        position -= back;
                        code += 3;
                    } else if operation == op::ASSERT {
                        break Step::Fail;
                    } else {
                        code += 1 + program[code + 1] as usize;
                    }
                }
                op::ATOMIC_GROUP => {
                    self.push_barrier(Kind::Atomic, code + 1, position, 0);
                    code += 2;
                }
                op::POSSESSIVE_REPEAT => code = self.possessive(code + 1, 0, position, NONE),
                op::BRANCH | op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE => {
                    let start = position;
                    let step = match operation {
                        op::BRANCH => self.next_branch(code + 1, start, &mut code, &mut position, false),
                        op::REPEAT_ONE => self.repeat_one(code + 1, start, &mut code, &mut position),
                        op::MIN_REPEAT_ONE => self.min_repeat_one(code + 1, start, &mut code, &mut position),
                        _ => self.possessive_one(code + 1, &mut code, &mut position),
                    };
                    if let Step::Fail = step {
                        break Step::Fail;
                    }
                }
                op::GROUPREF | op::GROUPREF_IGNORE | op::GROUPREF_LOC_IGNORE | op::GROUPREF_UNI_IGNORE => {
                    match self.group_again(operation, program[code + 1] as usize, position) {
                        Some(end) => position = end,
                        None => break Step::Fail,
                    }
                    code += 2;
                }
                op::GROUPREF_EXISTS => {
                    let set = self.group(program[code + 1] as usize).is_some();
                    code += if set { 3 } else { 1 + program[code + 2] as usize };
                }
                _ => {
                    if position >= text.len() || !accepts(&program[code..], text[position].code()) {
                        break Step::Fail;
                    }
                    position += 1;
                    code += match operation {
                        op::ANY | op::ANY_ALL => 1,
                        op::IN | op::IN_IGNORE | op::IN_LOC_IGNORE | op::IN_UNI_IGNORE => {
                            1 + program[code + 1] as usize
                        }
                        _ => 2,
                    };
                }
            }
        };
        (*code_out, *position_out) = (code, position);
        result
    }

    /// The span of a group that is set.
    fn group(&self, number: usize) -> Option<(usize, usize)> {
        let open = number * 2;
        if open as isize >= self.last_mark {
            return None;
        }
        let (start, end) = (self.marks[open], self.marks[open + 1]);
        (start != NONE && end != NONE && start <= end).then_some((start, end))
    }

    /// The end of the same text as a group's, if it stands here again.
    fn group_again(&self, operation: u32, number: usize, position: usize) -> Option<usize> {
        let (start, end) = self.group(number)?;
        let stop = position + (end - start);
        if stop > self.text.len() {
            return None;
        }
        let same = |at: usize| {
            let (a, b) = (self.text[position + at].code(), self.text[start + at].code());
            match operation {
                op::GROUPREF => a == b,
                op::GROUPREF_IGNORE | op::GROUPREF_LOC_IGNORE => charset::lower_ascii(a) == charset::lower_ascii(b),
                _ => charset::lower_unicode(a) == charset::lower_unicode(b),
            }
        };
        (0..end - start).all(same).then_some(stop)
    }

    fn next_branch(
        &mut self,
        mut at: usize,
        start: usize,
        code: &mut usize,
        position: &mut usize,
        framed: bool,
    ) -> Step {
        let next = self.text.get(start).map(|unit| unit.code());
        let may_begin = |program: &[u32]| match program[0] {
            op::LITERAL | op::IN => next.is_some_and(|character| accepts(program, character)),
            _ => true,
        };
        while self.code[at] != 0 && !may_begin(&self.code[at + 1..]) {
            at += self.code[at] as usize;
        }
        let skip = self.code[at] as usize;
        if !framed {
            let mut frame = self.frame(Kind::Branch, at, start);
            frame.saved = self.save_marks_in_repetition();
            self.frames.push(frame);
        }
        if skip == 0 {
            let frame = *self.frames.last().expect("the branch's own frame");
            self.pop(&frame);
            return Step::Fail;
        }
        self.frames.last_mut().expect("the branch's own frame").code = at + skip;
        (*code, *position) = (at + 1, start);
        Step::Continue
    }

    // ---- repetitions of one character ----

    fn repeat_one(&mut self, at: usize, start: usize, code: &mut usize, position: &mut usize) -> Step {
        let (minimum, maximum) = (self.code[at + 1] as usize, self.code[at + 2]);
        if self.text.len() - start < minimum {
            return Step::Fail;
        }
        let count = run_length(&self.code[at + 3..], &self.text[start..], maximum);
        if count < minimum {
            return Step::Fail;
        }
        let mut frame = self.frame(Kind::RepeatOne, at, start + count);
        frame.saved = self.save_marks_in_repetition();
        self.frames.push(frame);
        self.shorter(at, start + count, count - minimum, code, position)
    }

    /// Tries the tail at a position, or before it, `spare` places at most.
    fn shorter(&mut self, at: usize, from: usize, spare: usize, code: &mut usize, position: &mut usize) -> Step {
        let tail = at + self.code[at] as usize;
        let mut here = from;
        if self.code[tail] == op::LITERAL {
            let wanted = self.code[tail + 1];
            let places = &self.text[from - spare..self.text.len().min(from + 1)];
            match places.iter().rposition(|unit| unit.code() == wanted) {
                Some(index) => here = from - spare + index,
                None => {
                    let frame = *self.frames.last().expect("the repetition's own frame");
                    self.pop(&frame);
                    return Step::Fail;
                }
            }
        }
        let frame = self.frames.last_mut().expect("the repetition's own frame");
        frame.position = here;
        frame.count = spare - (from - here);
        (*code, *position) = (tail, here);
        Step::Continue
    }

    fn min_repeat_one(&mut self, at: usize, start: usize, code: &mut usize, position: &mut usize) -> Step {
        let minimum = self.code[at + 1];
        if self.text.len() - start < minimum as usize
            || run_length(&self.code[at + 3..], &self.text[start..], minimum) < minimum as usize
        {
            return Step::Fail;
        }
        let here = start + minimum as usize;
        let mut frame = self.frame(Kind::MinimumRepeatOne, at, here);
        frame.count = minimum as usize;
        frame.saved = self.save_marks_in_repetition();
        self.frames.push(frame);
        (*code, *position) = (at + self.code[at] as usize, here);
        Step::Continue
    }

    /// Takes one more character and tries the tail again.
    fn longer(&mut self, frame: Frame, code: &mut usize, position: &mut usize) -> Step {
        let (at, here) = (frame.code, frame.position);
        let maximum = self.code[at + 2];
        let may_grow = maximum == op::UNBOUNDED || frame.count < maximum as usize;
        let fits = here < self.text.len() && accepts(&self.code[at + 3..], self.text[here].code());
        if !may_grow || !fits {
            self.pop(&frame);
            return Step::Fail;
        }
        let own = self.frames.last_mut().expect("the repetition's own frame");
        own.position += 1;
        own.count += 1;
        (*code, *position) = (at + self.code[at] as usize, here + 1);
        Step::Continue
    }

    fn possessive_one(&mut self, at: usize, code: &mut usize, position: &mut usize) -> Step {
        let (minimum, maximum) = (self.code[at + 1] as usize, self.code[at + 2]);
        let count = run_length(&self.code[at + 3..], &self.text[*position..], maximum);
        if count < minimum {
            return Step::Fail;
        }
        *position += count;
        *code = at + self.code[at] as usize;
        Step::Continue
    }

    // ---- general repetitions ----

    fn open_repetition(&mut self, code: &mut usize) {
        let mut frame = self.frame(Kind::Repeat, *code, 0);
        frame.repetitions = self.repetitions.len();
        self.frames.push(frame);
        let at = *code + 1;
        self.repetitions.push(Repetition { count: -1, code: at, outer: self.repetition, last_position: NONE });
        self.repetition = self.repetitions.len() - 1;
        *code = at + self.code[at] as usize;
    }

    /// Begins one more body; `kind` is the frame that undoes it.
    fn enter_body(&mut self, kind: Kind, tail: usize, position: usize) -> usize {
        let mut frame = self.frame(kind, tail, position);
        let current = self.repetitions[self.repetition];
        frame.last_position = current.last_position;
        if kind == Kind::MaximumBody {
            frame.saved = self.save_marks();
        }
        self.frames.push(frame);
        let repetition = &mut self.repetitions[self.repetition];
        repetition.count += 1;
        if kind != Kind::UntilMinimum {
            repetition.last_position = position;
        }
        current.code + 3
    }

    fn max_until(&mut self, code: &mut usize, position: usize) {
        let current = self.repetitions[self.repetition];
        let count = current.count + 1;
        let (minimum, maximum) = (self.code[current.code + 1], self.code[current.code + 2]);
        let tail = *code + 1;
        if count < minimum as isize {
            *code = self.enter_body(Kind::UntilMinimum, tail, position);
        } else if (maximum == op::UNBOUNDED || count < maximum as isize) && position != current.last_position {
            *code = self.enter_body(Kind::MaximumBody, tail, position);
        } else {
            self.enter_tail(tail, position, code);
        }
    }

    /// Leaves a greedy repetition for what follows it.
    fn enter_tail(&mut self, tail: usize, position: usize, code: &mut usize) {
        let frame = self.frame(Kind::MaximumTail, tail, position);
        self.frames.push(frame);
        self.repetition = self.repetitions[self.repetition].outer;
        *code = tail;
    }

    fn min_until(&mut self, code: &mut usize, position: usize) {
        let current = self.repetitions[self.repetition];
        let minimum = self.code[current.code + 1];
        let tail = *code + 1;
        if current.count + 1 < minimum as isize {
            *code = self.enter_body(Kind::UntilMinimum, tail, position);
            return;
        }
        let mut frame = self.frame(Kind::MinimumTail, tail, position);
        self.repetition = current.outer;
        frame.saved = self.save_marks_in_repetition();
        self.frames.push(frame);
        *code = tail;
    }

    /// The tail of a lazy repetition failed: one more body, if there may be one.
    fn another_body(&mut self, tail: usize, at: usize, code: &mut usize, position: &mut usize) -> Step {
        let current = self.repetitions[self.repetition];
        let maximum = self.code[current.code + 2];
        let full = maximum != op::UNBOUNDED && current.count + 1 >= maximum as isize;
        if full || at == current.last_position {
            return Step::Fail;
        }
        *code = self.enter_body(Kind::MinimumBody, tail, at);
        *position = at;
        Step::Continue
    }
}
