//! Whether CPython's collector has nothing to find that stays here.
//!
//! After a collection, what is left is held from outside: by variables, by what the runtime does just now, or by an
//! object that does not show what it owns. Only the last could be garbage for CPython. So whatever is reached from the
//! modules and the frames that run is no garbage, and neither is the rest where all of it shows what it owns.

use super::objects::{self, Positions};
use super::references;
use super::single_thread::SingleThread;
use crate::classes::core_classes::OBJECT;
use crate::classes::ClassRef;
use crate::functions::frame::visit_running;
use crate::functions::Function;
use crate::library::_io::stream_below;
use crate::modules::import::loaded;
use crate::object::{Header, Kind};
use crate::value::Value;
use std::cell::Cell;
use std::collections::HashSet;

/// How many storages of attributes there are, and objects that are in no page.
static OUTSIDE: SingleThread<Cell<i64>> = SingleThread::new(Cell::new(0));

/// Counts storages of attributes and objects that are in no page as they come and go.
#[inline(always)]
pub(crate) fn count(change: i64) {
    OUTSIDE.set(OUTSIDE.get() + change);
}

impl Kind {
    /// Whether objects of this kind are numbers, text or the like, and refer to no others.
    #[inline(always)]
    pub(crate) const fn is_plain(self) -> bool {
        matches!(
            self,
            Kind::Integer
                | Kind::Float
                | Kind::Complex
                | Kind::Str
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::RangeIterator
        )
    }

    /// Whether objects of this kind can refer to others that may go.
    #[inline(always)]
    pub(crate) const fn may_be_in_page(self) -> bool {
        let is_kept = matches!(
            self,
            Kind::Class
                | Kind::MethodDescriptor
                | Kind::WrapperDescriptor
                | Kind::GetSetDescriptor
                | Kind::MemberDescriptor
        );
        !is_kept && !self.is_plain()
    }
}

/// What was reached so far.
struct Census {
    objects: Vec<Value>,
    positions: Positions,
    is_seen: Vec<bool>,
    /// What is in no page.
    others: HashSet<u64>,
    waiting: Vec<Value>,
    /// How many storages there are on the way, and objects that are in no page.
    outside: i64,
    /// Whether there is something by which CPython keeps frames, and so objects that are gone here.
    keeps_frames: bool,
}

impl Census {
    fn new() -> Census {
        let objects = objects::alive();
        let (positions, is_seen) = (Positions::of(&objects), vec![false; objects.len()]);
        let (others, waiting) = (HashSet::new(), Vec::new());
        Census { objects, positions, is_seen, others, waiting, outside: 0, keeps_frames: false }
    }

    fn visit(&mut self, value: &Value) {
        let is_new = match self.positions.get(value) {
            Some(position) => !std::mem::replace(&mut self.is_seen[position], true),
            None => value.header().is_some_and(may_lead_on) && self.others.insert(value.bits()),
        };
        if is_new {
            self.waiting.push(value.clone());
        }
    }

    fn visit_class(&mut self, class: ClassRef) {
        self.visit(&class.value());
    }

    fn count(&mut self, header: &Header) {
        let is_unpaged = header.kind().may_be_in_page() && !header.is_in_page();
        self.outside += i64::from(is_unpaged) + i64::from(!header.attributes.is_empty());
        self.keeps_frames |= match header.kind() {
            Kind::Exception | Kind::Traceback => true,
            Kind::Native => header.class().name() == "frame",
            _ => false,
        };
    }

    /// All that an object refers to.
    fn enter(&mut self, object: &Value) {
        let Some(header) = object.header() else { return };
        self.count(header);
        self.visit_class(header.class());
        references::visit(object, &mut |value| self.visit(value));
        match header.kind() {
            Kind::Class => self.enter_class(object),
            Kind::Function => {
                let globals = object.downcast::<Function>().map(|function| function.module.globals.dict());
                globals.iter().for_each(|globals| self.visit(globals.as_value()));
            }
            Kind::Native => {
                stream_below(object).iter().for_each(|stream| self.visit(stream));
            }
            _ => {}
        }
    }

    fn enter_class(&mut self, object: &Value) {
        let Some(class) = ClassRef::from_value(object) else { return };
        self.visit(class.dict.as_value());
        class.mro().iter().for_each(|base| self.visit_class(*base));
        // Classes of the runtime never go; those of the program are reached as other objects are.
        if class.is_builtin() {
            let subclasses: Vec<ClassRef> = class.subclasses.borrow().clone();
            subclasses.into_iter().filter(|subclass| subclass.is_builtin()).for_each(|own| self.visit_class(own));
        }
    }

    /// Whether a class, and all that come from it, were reached.
    fn reached_classes(&self, class: ClassRef) -> bool {
        let subclasses: Vec<ClassRef> = class.subclasses.borrow().clone();
        let is_reached = class.is_builtin() || self.others.contains(&class.value().bits());
        is_reached && subclasses.into_iter().all(|own| self.reached_classes(own))
    }

    /// Whether all that was not reached shows what it owns.
    fn rest_is_shown(&mut self) -> bool {
        let rest: Vec<Value> = (self.objects.iter().zip(&self.is_seen))
            .filter(|(_, is_seen)| !**is_seen)
            .map(|(object, _)| object.clone())
            .collect();
        rest.iter().filter_map(Value::header).for_each(|header| self.count(header));
        rest.iter().all(shows_all)
    }
}

/// Whether an object shows all that it owns: not what lies in a body that is suspended.
fn shows_all(object: &Value) -> bool {
    !matches!(object.kind(), Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator)
        && references::visit(object, &mut |_| {})
}

/// Whether an object that is in no page can refer to others.
fn may_lead_on(header: &Header) -> bool {
    header.kind().may_be_in_page() || header.kind() == Kind::Class || !header.attributes.is_empty()
}

/// What of the last full collection says that nothing was left: how many frames exceptions had passed, and how many
/// modules were there, both of which leave circles in CPython.
static CLEAN: SingleThread<Cell<Option<(u64, usize)>>> = SingleThread::new(Cell::new(None));

/// Whether a full collection that ends now has left nothing, and neither had the one before: then what it has found is
/// what came between them. The first one of a program is open: CPython's start and its imports leave it something.
pub(crate) fn closes() -> bool {
    let mut census = Census::new();
    census.visit_class(OBJECT.class());
    census.visit(&loaded().into_value());
    census.visit(&crate::names::interned_names());
    census.visit(&crate::native::tuple(Vec::new()));
    visit_running(&mut |value| census.visit(value));
    while let Some(object) = census.waiting.pop() {
        census.enter(&object);
    }
    let now = (crate::exceptions::state::passed_frames(), loaded().len());
    let is_shown = census.rest_is_shown() && census.reached_classes(OBJECT.class());
    let is_clean = is_shown && !census.keeps_frames && census.outside == OUTSIDE.get();
    let was_clean = CLEAN.replace(is_clean.then_some(now));
    is_clean && was_clean == Some(now)
}
