//! Whether every object is reached: only then has CPython's collector nothing to find that stays here.
//!
//! Objects that can hold references are counted, and those that are reached from the modules and from the frames that run
//! are counted anew; where that is all of them, nothing refers to itself in a circle that nobody else reaches. Whatever
//! holds references out of sight (a native iterator, a temporary of a function that runs) makes the numbers differ, and
//! so leaves the question open.

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
    /// Whether objects of this kind are counted: not those that refer to nothing, or to what never goes. A circle of
    /// what is not counted goes through something that is.
    #[inline(always)]
    const fn is_counted(self) -> bool {
        self.may_be_in_page() && !matches!(self, Kind::BuiltinFunction)
    }

    /// Whether objects of this kind can refer to others that may go.
    #[inline(always)]
    pub(crate) const fn may_be_in_page(self) -> bool {
        !matches!(
            self,
            Kind::Integer
                | Kind::Float
                | Kind::Complex
                | Kind::Str
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::RangeIterator
                | Kind::Class
                | Kind::MethodDescriptor
                | Kind::WrapperDescriptor
                | Kind::GetSetDescriptor
                | Kind::MemberDescriptor
        )
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
    counted: i64,
    /// Whether there is something by which CPython keeps frames, and so objects that are gone here.
    keeps_frames: bool,
}

impl Census {
    fn new() -> Census {
        let objects = objects::alive();
        let (positions, is_seen) = (Positions::of(&objects), vec![false; objects.len()]);
        let (others, waiting) = (HashSet::new(), Vec::new());
        Census { objects, positions, is_seen, others, waiting, counted: 0, keeps_frames: false }
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

    /// All that an object refers to.
    fn enter(&mut self, object: &Value) {
        let Some(header) = object.header() else { return };
        self.counted += i64::from(header.kind().is_counted()) + i64::from(!header.attributes.is_empty());
        self.visit_class(header.class());
        references::visit(object, &mut |value| self.visit(value));
        match header.kind() {
            Kind::Class => self.enter_class(object),
            Kind::Function => {
                let globals = object.downcast::<Function>().map(|function| function.module.globals.dict());
                globals.iter().for_each(|globals| self.visit(globals.as_value()));
            }
            Kind::Exception | Kind::Traceback => self.keeps_frames = true,
            Kind::Native => {
                self.keeps_frames |= header.class().name() == "frame";
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

    /// How many there are to be reached.
    fn all(&self) -> i64 {
        let counted = |object: &&Value| object.kind().is_counted();
        OUTSIDE.get() + self.objects.iter().filter(counted).count() as i64
    }
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
    let is_clean = !census.keeps_frames && census.counted == census.all();
    let was_clean = CLEAN.replace(is_clean.then_some(now));
    is_clean && was_clean == Some(now)
}

/// An object that a call of the runtime holds, which no frame shows.
pub(crate) struct OutOfSight(());

impl OutOfSight {
    pub(crate) fn one() -> OutOfSight {
        count(-1);
        OutOfSight(())
    }
}

impl Drop for OutOfSight {
    fn drop(&mut self) {
        count(1);
    }
}
