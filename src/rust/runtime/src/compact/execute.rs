//! The interpreter itself: what each instruction does.

use super::machine::{Block, Flow, Item, Machine, Region, Wait};
use super::opcodes::{Opcode, Operation};
use crate::classes::super_object::super_;
use crate::collections::{list_from, tuple_from, ListBuilder};
use crate::exceptions::{assertion_error, raise, reraise, Exit, Outcome, With};
use crate::functions::frame::Frame;
use crate::functions::lookup_method;
use crate::modules::import::{import_from, import_leaf, import_module, import_star};
use crate::program::refused;
use crate::protocol::attributes::{delattr, getattr, setattr};
use crate::protocol::convert::{format_value, join_text, Conversion};
use crate::protocol::items::{delitem, setitem};
use crate::protocol::iterate::{next, unpack_items, unpack_star};
use crate::protocol::matching::{match_all_keys, match_class};
use crate::protocol::slices::{getslice, setslice};
use crate::protocol::{truth, truth_of};
use crate::value::{boolean, int, Value, END, FALSE, NONE, TRUE};

const CONVERSIONS: [Conversion; 4] = [Conversion::None, Conversion::Str, Conversion::Repr, Conversion::Ascii];

impl Machine {
    /// Runs until something stops it; one arm for each instruction.
    pub(super) fn execute(&mut self, frame: &Frame) -> Outcome<Flow> {
        loop {
            let opcode = match self.next_opcode() {
                Ok(opcode) => opcode,
                Err(operation) => {
                    self.operate(operation)?;
                    continue;
                }
            };
            match opcode {
                Opcode::Constant => {
                    let number = self.number();
                    self.push(self.tables.constants[number].clone());
                }
                Opcode::Integer => {
                    let value = self.signed();
                    self.push(int(value));
                }
                Opcode::None => self.push(NONE()),
                Opcode::True => self.push(TRUE()),
                Opcode::False => self.push(FALSE()),
                Opcode::LoadLocal => {
                    let value = frame.load(self.slot())?;
                    self.push(value);
                }
                Opcode::LoadCell => {
                    let value = frame.load_cell(self.slot())?;
                    self.push(value);
                }
                Opcode::CellReference => {
                    let cell = frame.cell(self.slot());
                    self.push(cell);
                }
                Opcode::LoadGlobal => {
                    let value = self.tables.globals.load(self.global())?;
                    self.push(value);
                }
                Opcode::LoadNamespace => {
                    let (name, slot) = (self.name(), self.global());
                    self.push(frame.load_name(name, self.tables.globals, slot)?);
                }
                Opcode::LoadClassCell => {
                    let (name, slot) = (self.name(), self.slot());
                    self.push(frame.load_class_cell(name, slot)?);
                }
                Opcode::Copy => {
                    let place = self.number();
                    self.push(self.value_at(place).clone());
                }
                Opcode::Take => {
                    let place = self.number();
                    let item = self.take(place);
                    self.items.push(item);
                }
                Opcode::Duplicate => self.push(self.top().clone()),
                Opcode::Globals => self.push(self.tables.globals.dict_value()),
                Opcode::Namespace => self.push(frame.namespace()),
                Opcode::Locals => {
                    let locals = frame.locals(self.slot());
                    self.push(locals);
                }
                Opcode::Refused => {
                    let value = refused(self.text());
                    self.push(value);
                }
                Opcode::StoreLocal => {
                    let slot = self.slot();
                    frame.store(slot, self.pop());
                }
                Opcode::StoreCell => {
                    let slot = self.slot();
                    frame.store_cell(slot, self.pop());
                }
                Opcode::StoreGlobal => {
                    let slot = self.global();
                    self.tables.globals.store(slot, self.pop());
                }
                Opcode::StoreName => {
                    let name = self.name();
                    frame.store_name(name, self.pop())?;
                }
                Opcode::DeleteLocal => frame.delete(self.slot())?,
                Opcode::DeleteCell => frame.delete_cell(self.slot())?,
                Opcode::DeleteGlobal => self.tables.globals.delete(self.global())?,
                Opcode::DeleteName => frame.delete_name(self.name())?,
                Opcode::UnbindLocal => frame.unbind(self.slot()),
                Opcode::UnbindCell => frame.unbind_cell(self.slot()),
                Opcode::UnbindGlobal => {
                    self.tables.globals.unbind(self.global());
                }
                Opcode::UnbindName => frame.unbind_name(self.name()),
                Opcode::CheckLocal => frame.check(self.slot())?,
                Opcode::Augment => {
                    let (slot, Operation::Two(operation)) = (self.slot(), self.operation()) else {
                        unreachable!("a variable is augmented by an operation on two values")
                    };
                    frame.augment(slot, self.pop(), operation)?;
                }
                Opcode::MakeCell => {
                    let (cell, parameter) = (self.slot(), self.number());
                    frame.make_cell(cell, parameter.checked_sub(1).map(crate::functions::Slot));
                }
                Opcode::Place => self.items.push(Item::Empty),
                Opcode::Settle => {
                    let place = self.number();
                    let old = std::mem::replace(&mut self.items[place], Item::Empty);
                    drop(old);
                    self.items[place] = self.pop_item();
                }
                Opcode::Pop => drop(self.pop_item()),
                Opcode::Squash => {
                    let (top, below) = (self.pop_item(), self.pop_item());
                    drop(below);
                    self.items.push(top);
                }
                Opcode::DropTo => {
                    let depth = self.number();
                    self.truncate(depth);
                }
                Opcode::Line => {
                    let distance = self.signed();
                    frame.line((i64::from(frame.code.first_line) + distance) as u32);
                }
                Opcode::GetAttribute => {
                    let name = self.name();
                    let value = getattr(self.pop(), name)?;
                    self.push(value);
                }
                Opcode::GetAttributeOfLocal => {
                    let (slot, name) = (self.slot(), self.name());
                    self.push(frame.getattr(slot, name)?);
                }
                Opcode::SetAttribute => {
                    let (name, value) = (self.name(), self.pop());
                    setattr(self.pop(), name, value)?;
                }
                Opcode::DeleteAttribute => {
                    let name = self.name();
                    delattr(self.pop(), name)?;
                }
                Opcode::SetItem => {
                    let (value, key) = (self.pop(), self.pop());
                    setitem(self.pop(), key, value)?;
                }
                Opcode::DeleteItem => {
                    let key = self.pop();
                    delitem(self.pop(), key)?;
                }
                Opcode::GetSlice => {
                    let (stop, start) = (self.pop(), self.pop());
                    let value = getslice(self.pop(), start, stop)?;
                    self.push(value);
                }
                Opcode::SetSlice => {
                    let (value, stop, start) = (self.pop(), self.pop(), self.pop());
                    setslice(self.pop(), start, stop, value)?;
                }
                Opcode::Call => {
                    let count = self.number();
                    self.call(count)?;
                }
                Opcode::FindMethod => {
                    let name = self.name();
                    let found = lookup_method(self.pop(), name)?;
                    self.items.push(Item::Method(found));
                }
                Opcode::CallKeywords => self.call_keywords()?,
                Opcode::CallClosure => self.call_closure(frame)?,
                Opcode::CallGenerator => self.call_generator(frame)?,
                Opcode::BeginCall => self.begin_call(),
                Opcode::BeginMethodCall => {
                    let name = self.name();
                    self.begin_method_call(name)?;
                }
                Opcode::BeginClass => self.items.push(Item::Class(Box::new(crate::prelude::ClassArguments::new()))),
                Opcode::Positional => self.positional()?,
                Opcode::Star => self.star()?,
                Opcode::StarAlone => self.star_alone()?,
                Opcode::Keyword => self.keyword()?,
                Opcode::DoubleStar => self.double_star()?,
                Opcode::Invoke => self.invoke()?,
                Opcode::BuildClass => self.build_class()?,
                Opcode::Super => {
                    let first = self.pop();
                    let value = super_(self.pop(), first)?;
                    self.push(value);
                }
                Opcode::MakeFunction => self.make_function(frame),
                Opcode::Tuple => {
                    let count = self.number();
                    let items = self.pop_values(count);
                    self.push(tuple_from(items));
                }
                Opcode::List => {
                    let count = self.number();
                    let items = self.pop_values(count);
                    self.push(list_from(items));
                }
                Opcode::Set => {
                    let count = self.number();
                    self.set(count)?;
                }
                Opcode::SetOfConstants => {
                    let count = self.number();
                    self.set_of_constants(count);
                }
                Opcode::Dict => {
                    let count = self.number();
                    self.dict(count)?;
                }
                Opcode::BeginList => self.items.push(Item::List(ListBuilder::new())),
                Opcode::BeginSet => self.items.push(Item::Set(Box::default())),
                Opcode::BeginDict => self.items.push(Item::Dict(Box::default())),
                Opcode::Push => self.push_item()?,
                Opcode::Extend => self.extend()?,
                Opcode::Insert => self.insert_all(1)?,
                Opcode::InsertAll => {
                    let count = self.number();
                    self.insert_all(count)?;
                }
                Opcode::Update => self.update()?,
                Opcode::Finish => self.finish(ListBuilder::list),
                Opcode::FinishTuple => self.finish(ListBuilder::tuple),
                Opcode::Format => {
                    let (conversion, has_specification) = (self.number(), self.number() == 1);
                    let specification = has_specification.then(|| self.pop());
                    let text = format_value(self.pop(), CONVERSIONS[conversion], specification)?;
                    self.push(text);
                }
                Opcode::Join => {
                    let count = self.number();
                    let parts = self.pop_values(count);
                    self.push(join_text(parts));
                }
                Opcode::Not => {
                    let value = truth(self.pop())?;
                    self.push(boolean(!value));
                }
                Opcode::Jump => self.position = self.target(),
                Opcode::JumpIfTrue => self.jump_if(true)?,
                Opcode::JumpIfFalse => self.jump_if(false)?,
                Opcode::KeepIfTrue => self.keep_if(true)?,
                Opcode::KeepIfFalse => self.keep_if(false)?,
                Opcode::Next => {
                    let end = self.target();
                    let item = next(self.top())?;
                    self.go_on_with(item, end);
                }
                Opcode::Unpack => {
                    let count = self.number();
                    let items = unpack_items(self.pop(), count)?;
                    self.items.extend(items.into_iter().map(Item::Value));
                }
                Opcode::UnpackStar => {
                    let (before, after) = (self.number(), self.number());
                    let items = unpack_star(self.pop(), before, after)?;
                    self.items.extend(items.map(Item::Value));
                }
                Opcode::Return => {
                    let value = self.pop();
                    self.truncate(0);
                    return Ok(Flow::Returned(value));
                }
                Opcode::StartSteps => return Ok(Flow::StartsSteps),
                Opcode::EndSteps => return Ok(Flow::Returned(END())),
                Opcode::IsEmpty => {
                    let is_empty = frame.is_empty(self.slot());
                    self.push(boolean(is_empty));
                }
                Opcode::Restore => {
                    let slot = self.slot();
                    frame.restore(slot, Some(self.pop()));
                }
                Opcode::NextOfSlot => {
                    let (slot, end) = (self.slot(), self.target());
                    let item = next(frame.iterator(slot))?;
                    self.go_on_with(item, end);
                }
                Opcode::Raise => return Err(raise(self.pop(), None)),
                Opcode::RaiseFrom => {
                    let cause = self.pop();
                    return Err(raise(self.pop(), Some(cause)));
                }
                Opcode::Reraise => return Err(reraise()),
                Opcode::AssertionError => return Err(assertion_error(None)),
                Opcode::AssertionErrorWith => return Err(assertion_error(Some(self.pop()))),
                Opcode::Try => self.begin_block(Region::Try),
                Opcode::TryFinally => self.begin_block(Region::Finally),
                Opcode::TryClause => {
                    let target = self.target();
                    let (region, depth) = (Region::Clause(self.number()), self.items.len());
                    self.blocks.push(Block { region, target, depth });
                }
                Opcode::EndBlock => {
                    self.blocks.pop();
                }
                Opcode::HandlerMatches => {
                    let (place, class) = (self.number(), self.pop());
                    self.push(boolean(self.handler_at(place).matches(class)?));
                }
                Opcode::HandlerException => {
                    let place = self.number();
                    self.push(self.handler_at(place).exception());
                }
                Opcode::HandlerRaiseAgain => {
                    let place = self.number();
                    return Err(self.handler_at(place).raise_again());
                }
                Opcode::BeginStar => {
                    let place = self.number();
                    let star = self.handler_at(place).star();
                    self.items.push(Item::Star(Box::new(star)));
                }
                Opcode::StarMatches => {
                    let (place, end) = (self.number(), self.target());
                    let classes = self.pop();
                    let taken = self.star_at(place).matches(classes)?;
                    self.go_on_with(taken, end);
                }
                Opcode::EndStar => {
                    let place = self.number();
                    let Item::Star(star) = self.take(place) else { unreachable!("a star handler was begun") };
                    if let Some(raised) = star.end()? {
                        return Err(raised);
                    }
                }
                Opcode::ExitNormal => {
                    let depth = self.number();
                    self.leave(depth, Exit::Normal);
                }
                Opcode::ExitReturn => {
                    let (depth, value) = (self.number(), self.pop());
                    self.leave(depth, Exit::Return(value));
                }
                Opcode::ExitJump => {
                    let (depth, number) = (self.number(), self.number());
                    self.leave(depth, Exit::Jump(number));
                }
                Opcode::EndExit => self.end_exit()?,
                Opcode::EnterWith => {
                    let (with, value) = With::enter(self.pop())?;
                    self.items.push(Item::With(with));
                    self.push(value);
                }
                Opcode::ExitWith => {
                    let place = self.number();
                    self.with_at(place).exit_normal()?;
                }
                Opcode::ExitWithRaised => {
                    let (with, handler) = (self.number(), self.number());
                    self.push(boolean(self.with_at(with).exit_raised(self.handler_at(handler))?));
                }
                Opcode::Yield => return Ok(Flow::Suspended(Wait::Yield(self.pop()))),
                Opcode::YieldItem => return Ok(Flow::Suspended(Wait::YieldItem(self.pop()))),
                Opcode::Delegate => return Ok(Flow::Suspended(Wait::Delegate(self.pop()))),
                Opcode::Await => return Ok(Flow::Suspended(Wait::Await(self.pop()))),
                Opcode::NextAsync => {
                    self.end = self.target();
                    return Ok(Flow::Suspended(Wait::Next(self.items.len() - 1)));
                }
                Opcode::EnterAsync => return Ok(Flow::Suspended(Wait::Enter(self.pop()))),
                Opcode::ExitAsync => return Ok(Flow::Suspended(Wait::Exit(self.number()))),
                Opcode::ExitAsyncRaised => {
                    return Ok(Flow::Suspended(Wait::ExitRaised(self.number(), self.number())));
                }
                Opcode::ImportModule => {
                    let module = import_module(self.text())?;
                    self.push(module);
                }
                Opcode::ImportLeaf => {
                    let module = import_leaf(self.text())?;
                    self.push(module);
                }
                Opcode::ImportFrom => {
                    let name = self.name();
                    let value = import_from(&self.pop(), name)?;
                    self.push(value);
                }
                Opcode::ImportStar => import_star(&self.pop(), self.tables.globals)?,
                Opcode::RunText => {
                    let Some(run) = self.tables.run_text else { unreachable!("the module has texts") };
                    let (locals, globals, text) = (self.pop(), self.pop(), self.pop());
                    let value = run(self.pop(), text, globals, locals)?;
                    self.push(value);
                }
                Opcode::MatchKeys => {
                    let (count, failed) = (self.number(), self.target());
                    let keys = self.pop_values(count);
                    let parts = match_all_keys(&self.pop(), keys)?;
                    self.go_on_with_parts(parts, failed);
                }
                Opcode::MatchClass => {
                    let (positional, names, failed) = (self.number(), self.name_list(), self.target());
                    let class = self.pop();
                    let parts = match_class(&self.pop(), class, positional, &names.names)?;
                    self.go_on_with_parts(parts, failed);
                }
            }
        }
    }

    fn operate(&mut self, operation: Operation) -> Outcome<()> {
        let value = match operation {
            Operation::One(function) => function(self.pop())?,
            Operation::Two(function) => {
                let right = self.pop();
                function(self.pop(), right)?
            }
            Operation::Test(function) => boolean(function(self.pop())?),
            Operation::TestTwo(function) => {
                let right = self.pop();
                boolean(function(self.pop(), right)?)
            }
            Operation::Look(function) => boolean(function(&self.pop())),
            Operation::Same => {
                let right = self.pop();
                boolean(self.pop().is(&right))
            }
            Operation::Slice => {
                let (step, stop) = (self.pop(), self.pop());
                crate::collections::slice(self.pop(), stop, step)
            }
            Operation::ListAppend => {
                let item = self.pop();
                crate::collections::list_append(&self.pop(), item);
                return Ok(());
            }
            Operation::SetAdd => {
                let item = self.pop();
                return crate::collections::set_add(&self.pop(), item);
            }
            Operation::DictInsert => {
                let (value, key) = (self.pop(), self.pop());
                return crate::collections::dict_insert(&self.pop(), key, value);
            }
        };
        self.push(value);
        Ok(())
    }

    #[inline]
    fn jump_if(&mut self, sense: bool) -> Outcome<()> {
        let target = self.target();
        if truth(self.pop())? == sense {
            self.position = target;
        }
        Ok(())
    }

    fn keep_if(&mut self, sense: bool) -> Outcome<()> {
        let target = self.target();
        if truth_of(self.top())? == sense {
            self.position = target;
        } else {
            drop(self.pop_item());
        }
        Ok(())
    }

    /// Pushes a value, or goes elsewhere where there is none.
    fn go_on_with(&mut self, value: Option<Value>, otherwise: usize) {
        match value {
            Some(value) => self.push(value),
            None => self.position = otherwise,
        }
    }

    fn go_on_with_parts(&mut self, parts: Option<Vec<Value>>, otherwise: usize) {
        match parts {
            Some(parts) => self.items.extend(parts.into_iter().map(Item::Value)),
            None => self.position = otherwise,
        }
    }

    fn begin_block(&mut self, region: Region) {
        let (target, depth) = (self.target(), self.items.len());
        self.blocks.push(Block { region, target, depth });
    }

    /// Leaves the body of a `finally` or `with`, on the way to its cleanup.
    fn leave(&mut self, depth: usize, exit: Exit) {
        self.truncate(depth);
        self.items.push(Item::Exit(Ok(exit)));
    }

    /// Goes where the body of a `finally` or `with` wanted to go.
    fn end_exit(&mut self) -> Outcome<()> {
        let returns = self.target();
        let count = self.number();
        let jumps = self.position;
        self.position += count * self.width;
        let Item::Exit(exit) = self.pop_item() else { unreachable!("the exit is on the top") };
        match exit {
            Err(handler) => return Err(handler.raise_again()),
            Ok(Exit::Normal) => {}
            Ok(Exit::Return(value)) => {
                self.push(value);
                self.position = returns;
            }
            Ok(Exit::Jump(number)) => {
                self.position = jumps + number * self.width;
                self.position = self.target();
            }
        }
        Ok(())
    }
}
