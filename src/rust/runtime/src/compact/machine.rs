//! The interpreter's stack, and what moves values between it, the frame and the module.

use super::opcodes::{Opcode, Operation, OPCODES, OPERATIONS};
use super::tables::{read_number, read_signed, NameList, Tables};
use crate::classes::create::ClassArguments;
use crate::collections::{DictBuilder, ListBuilder, SetBuilder};

use crate::exceptions::{Exit, Handler, Outcome, Raised, StarHandler, With};
use crate::functions::frame::Frame;
use crate::functions::{Call, Code, FoundMethod, Slot};
use crate::modules::GlobalSlot;
use crate::names::Name;
use crate::value::Value;

/// An item of the stack: a value, or what an unfinished construct keeps.
pub(super) enum Item {
    Empty,
    Value(Value),
    Method(FoundMethod),
    Call(Box<Call>),
    Class(Box<ClassArguments>),
    List(ListBuilder),
    Set(Box<SetBuilder>),
    Dict(Box<DictBuilder>),
    Handler(Handler),
    Star(Box<StarHandler>),
    With(With),
    Exit(Result<Exit, Handler>),
}

/// What becomes of an error in a region.
#[derive(Clone, Copy)]
pub(super) enum Region {
    Try,
    Finally,
    /// A clause of `except*`; the place of the star handler.
    Clause(usize),
}

#[derive(Clone, Copy)]
pub(super) struct Block {
    pub region: Region,
    pub target: usize,
    pub depth: usize,
}

/// Why the instructions stop.
pub(super) enum Flow {
    Returned(Value),
    Suspended(Wait),
    StartsSteps,
}

/// What a suspended function waits for; numbers are places of the stack.
pub(super) enum Wait {
    Yield(Value),
    YieldItem(Value),
    Delegate(Value),
    Await(Value),
    Next(usize),
    Enter(Value),
    Exit(usize),
    ExitRaised(usize, usize),
}

/// What a suspended function goes on with.
pub(super) enum Resumed {
    Value(Value),
    Next(Option<Value>),
    Entered(With, Value),
    Nothing,
}

/// One run of a function's instructions.
pub(super) struct Machine {
    pub tables: &'static Tables,
    pub bytes: &'static [u8],
    pub width: usize,
    pub position: usize,
    pub items: Vec<Item>,
    pub blocks: Vec<Block>,
    /// Where an `async for` ends that waits for its next item.
    pub end: usize,
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.truncate(0);
    }
}

#[cold]
#[inline(never)]
fn broken() -> ! {
    unreachable!("the compiler knows what is on the stack")
}

/// What is known to be at a place: function, kind of item, content.
macro_rules! at_place {
    ($($name:ident $kind:ident $content:ty;)*) => {
        $(pub fn $name(&self, place: usize) -> &$content {
            match &self.items[place] {
                Item::$kind(content) => content,
                _ => broken(),
            }
        })*
    };
}

impl Machine {
    pub fn new(frame: &Frame) -> Machine {
        let Some(tables) = frame.code.module.globals.compact() else { broken() };
        let body = tables.body_of(frame.code);
        let (items, blocks) = (Vec::with_capacity(8), Vec::new());
        Machine { tables, bytes: body.bytes, width: body.width, position: 0, items, blocks, end: 0 }
    }

    /// At the body of a generator expression.
    pub fn at_entry(frame: &Frame) -> Machine {
        let mut own = Machine::new(frame);
        own.position = own.tables.body_of(frame.code).entry;
        own
    }

    /// Runs to the end, or to where the function suspends.
    ///
    /// # Errors
    /// What no region of the function catches.
    pub fn run(&mut self, frame: &Frame) -> Outcome<Flow> {
        loop {
            match self.execute(frame) {
                Ok(flow) => return Ok(flow),
                Err(raised) => self.catch(frame, raised)?,
            }
        }
    }

    /// Goes on after a suspension.
    ///
    /// # Errors
    /// Those of `run`.
    pub fn resume(&mut self, frame: &Frame, resumed: Outcome<Resumed>) -> Outcome<Flow> {
        match resumed {
            Ok(Resumed::Value(value)) => self.push(value),
            Ok(Resumed::Next(Some(item))) => self.push(item),
            Ok(Resumed::Next(None)) => self.position = self.end,
            Ok(Resumed::Entered(with, value)) => {
                self.items.push(Item::With(with));
                self.push(value);
            }
            Ok(Resumed::Nothing) => {}
            Err(raised) => self.catch(frame, raised)?,
        }
        self.run(frame)
    }

    /// Goes to the innermost region that catches.
    #[cold]
    #[inline(never)]
    fn catch(&mut self, frame: &Frame, raised: Raised) -> Outcome<()> {
        let Some(block) = self.blocks.pop() else { return Err(raised) };
        self.truncate(block.depth);
        match block.region {
            Region::Try => self.items.push(Item::Handler(frame.handle(raised))),
            Region::Finally => self.items.push(Item::Exit(frame.handle_exit(Err(raised)))),
            Region::Clause(star) => self.star_at(star).clause_ended(frame, Err(raised)),
        }
        self.position = block.target;
        Ok(())
    }

    // Operands of instructions

    #[inline(always)]
    pub fn number(&mut self) -> usize {
        let byte = self.bytes[self.position];
        if byte < 0x80 {
            self.position += 1;
            return usize::from(byte);
        }
        read_number(self.bytes, &mut self.position)
    }

    pub fn signed(&mut self) -> i64 {
        read_signed(self.bytes, &mut self.position)
    }

    #[inline]
    pub fn target(&mut self) -> usize {
        let start = self.position;
        self.position += self.width;
        let octets = &self.bytes[start..self.position];
        octets.iter().rev().fold(0, |target, octet| target << 8 | usize::from(*octet))
    }

    #[inline]
    pub fn slot(&mut self) -> Slot {
        Slot(self.number())
    }

    #[inline]
    pub fn global(&mut self) -> GlobalSlot {
        GlobalSlot(self.number())
    }

    #[inline]
    pub fn name(&mut self) -> &'static Name {
        let number = self.number();
        &self.tables.names[number]
    }

    pub fn text(&mut self) -> &'static str {
        let number = self.number();
        self.tables.texts[number]
    }

    pub fn name_list(&mut self) -> &'static NameList {
        let number = self.number();
        &self.tables.keywords[number]
    }

    pub fn code_and_cells(&mut self, frame: &Frame) -> (&'static Code, Vec<Value>) {
        let code = self.number();
        let cells = self.cells(frame);
        (&self.tables.codes[code], cells)
    }

    pub fn cells(&mut self, frame: &Frame) -> Vec<Value> {
        let count = self.number();
        (0..count).map(|_| frame.cell(self.slot())).collect()
    }

    // The stack

    #[inline(always)]
    pub fn push(&mut self, value: Value) {
        self.items.push(Item::Value(value));
    }

    pub fn pop_item(&mut self) -> Item {
        match self.items.pop() {
            Some(item) => item,
            None => broken(),
        }
    }

    #[inline(always)]
    pub fn pop(&mut self) -> Value {
        match self.items.pop() {
            Some(Item::Value(value)) => value,
            _ => broken(),
        }
    }

    /// The last `count` values, in the order in which they were pushed.
    pub fn pop_values(&mut self, count: usize) -> Vec<Value> {
        let start = self.items.len() - count;
        let value = |item| match item {
            Item::Value(value) => value,
            _ => broken(),
        };
        self.items.drain(start..).map(value).collect()
    }

    pub fn pop_pairs(&mut self, count: usize) -> Vec<(Value, Value)> {
        let mut values = self.pop_values(2 * count).into_iter();
        std::iter::from_fn(|| Some((values.next()?, values.next()?))).collect()
    }

    /// Releases the items above a depth, the last one first.
    pub fn truncate(&mut self, depth: usize) {
        while self.items.len() > depth {
            drop(self.items.pop());
        }
    }

    pub fn top(&self) -> &Value {
        match self.items.last() {
            Some(Item::Value(value)) => value,
            _ => broken(),
        }
    }

    at_place! {
        value_at Value Value;
        handler_at Handler Handler;
        with_at With With;
        star_at Star StarHandler;
    }

    pub fn take(&mut self, place: usize) -> Item {
        std::mem::replace(&mut self.items[place], Item::Empty)
    }

    /// The next instruction.
    #[inline(always)]
    pub fn next_opcode(&mut self) -> Result<Opcode, Operation> {
        let number = usize::from(self.bytes[self.position]);
        self.position += 1;
        match OPCODES.get(number) {
            Some(opcode) => Ok(*opcode),
            None => Err(OPERATIONS[number - OPCODES.len()]),
        }
    }

    pub fn operation(&mut self) -> Operation {
        let number = self.number();
        OPERATIONS[number - OPCODES.len()]
    }
}
