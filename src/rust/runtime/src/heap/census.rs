//! Whether every object is reached: what `gc.collect()` gives where nothing is to be collected.
//!
//! Objects that hold references are counted when they come and when they go. Those that are reached from the modules and
//! from the frames that run are counted anew; where that is all of them, nothing refers to itself in a circle that nobody
//! else reaches. Whatever holds references out of sight (a native iterator, a temporary of a function that runs) makes
//! the numbers differ, and so leaves the question open.

use super::single_thread::SingleThread;
use crate::classes::core_classes::OBJECT;
use crate::classes::descriptors::{ClassMethod, Property, StaticMethod};
use crate::classes::wrappers::MethodWrapper;
use crate::classes::ClassRef;
use crate::collections::{Dict, FrozenSet, List, Set, Slice, Tuple};
use crate::functions::builtin::BuiltinFunction;
use crate::functions::cell::CellObject;
use crate::functions::frame::visit_running;
use crate::functions::method::BoundMethod;
use crate::functions::Function;
use crate::library::_io::stream_below;
use crate::modules::import::loaded;
use crate::modules::ModuleObject;
use crate::object::{Instance, Kind};
use crate::value::Value;
use std::cell::Cell;
use std::collections::HashSet;

static ALIVE: SingleThread<Cell<i64>> = SingleThread::new(Cell::new(0));

/// Counts objects, and the storages of attributes, as they come and go.
#[inline(always)]
pub(crate) fn count(change: i64) {
    ALIVE.set(ALIVE.get() + change);
}

impl Kind {
    /// Whether objects of this kind are counted: not those that refer to nothing, or to what never goes. A circle of
    /// what is not counted goes through something that is.
    #[inline(always)]
    pub(crate) const fn is_counted(self) -> bool {
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
                | Kind::BuiltinFunction
                | Kind::MethodDescriptor
                | Kind::WrapperDescriptor
                | Kind::GetSetDescriptor
                | Kind::MemberDescriptor
        )
    }
}

/// What was reached so far.
#[derive(Default)]
struct Census {
    seen: HashSet<u64>,
    waiting: Vec<Value>,
    counted: i64,
    /// Whether there is something by which CPython keeps frames, and so objects that are gone here.
    keeps_frames: bool,
}

impl Census {
    fn visit(&mut self, value: &Value) {
        if value.is_pointer() && self.seen.insert(value.bits()) {
            self.waiting.push(value.clone());
        }
    }

    fn visit_all(&mut self, values: impl IntoIterator<Item = Value>) {
        values.into_iter().for_each(|value| self.visit(&value));
    }

    fn visit_class(&mut self, class: ClassRef) {
        self.visit(&class.value());
    }

    /// All that an object refers to.
    fn enter(&mut self, object: &Value) {
        let Some(header) = object.header() else { return };
        self.counted += i64::from(header.kind().is_counted());
        self.visit_class(header.class());
        let storages = header.attributes.visit(&mut |value| self.visit(value));
        self.counted += storages;
        self.enter_collection(object, header.kind());
        self.enter_callable(object, header.kind());
        match header.kind() {
            Kind::Class => self.enter_class(object),
            Kind::Exception | Kind::Traceback => self.keeps_frames = true,
            Kind::Native => {
                self.keeps_frames |= header.class().name() == "frame";
                self.visit_all(stream_below(object));
            }
            _ => {}
        }
    }

    fn enter_collection(&mut self, object: &Value, kind: Kind) {
        match kind {
            Kind::List => self.visit_all(object.downcast::<List>().into_iter().flat_map(|list| list.items().clone())),
            Kind::Tuple => {
                self.visit_all(object.downcast::<Tuple>().into_iter().flat_map(|tuple| tuple.items().to_vec()))
            }
            Kind::Dict => {
                let Some(dict) = object.downcast::<Dict>() else { return };
                self.visit_all(dict.items().into_iter().flat_map(|(key, value)| [key, value]));
                self.visit_all(dict.factory());
            }
            Kind::Set => self.visit_all(object.downcast::<Set>().into_iter().flat_map(|set| set.to_vec())),
            Kind::FrozenSet => {
                self.visit_all(object.downcast::<FrozenSet>().into_iter().flat_map(|set| set.keys.to_vec()))
            }
            Kind::Slice => self.visit_all(
                object
                    .downcast::<Slice>()
                    .into_iter()
                    .flat_map(|slice| [slice.start.clone(), slice.stop.clone(), slice.step.clone()]),
            ),
            Kind::Cell => self.visit_all(object.downcast::<CellObject>().and_then(CellObject::get)),
            Kind::Instance => {
                let places = object.downcast::<Instance>().into_iter().flat_map(|instance| instance.slots.iter());
                self.visit_all(places.filter_map(|place| place.get()));
            }
            Kind::Module => self.visit_all(object.downcast::<ModuleObject>().map(|module| module.dict().into_value())),
            _ => {}
        }
    }

    fn enter_callable(&mut self, object: &Value, kind: Kind) {
        match kind {
            Kind::Function => self.visit_all(object.downcast::<Function>().into_iter().flat_map(Function::referents)),
            Kind::BoundMethod => {
                let Some(method) = object.downcast::<BoundMethod>() else { return };
                self.visit(&method.function);
                self.visit(&method.receiver);
            }
            Kind::BuiltinFunction => {
                self.visit_all(object.downcast::<BuiltinFunction>().and_then(|function| function.receiver.clone()));
            }
            Kind::MethodWrapper => {
                self.visit_all(object.downcast::<MethodWrapper>().map(|wrapper| wrapper.receiver.clone()));
            }
            Kind::ClassMethod => {
                self.visit_all(object.downcast::<ClassMethod>().map(|method| method.function.borrow().clone()));
            }
            Kind::StaticMethod => {
                self.visit_all(object.downcast::<StaticMethod>().map(|method| method.function.borrow().clone()));
            }
            Kind::Property => {
                let Some(own) = object.downcast::<Property>() else { return };
                for place in [&own.get, &own.set, &own.delete, &own.doc, &own.name] {
                    self.visit_all(place.borrow().clone());
                }
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
}

/// What of the last full collection says that nothing was left: how many frames exceptions had passed, and how many
/// modules were there, both of which leave circles in CPython.
static CLEAN: SingleThread<Cell<Option<(u64, usize)>>> = SingleThread::new(Cell::new(None));

/// Whether a full collection finds nothing, for sure. The first one of a program is open: CPython's start and its imports
/// leave it something.
pub(crate) fn finds_nothing() -> bool {
    let mut census = Census::default();
    census.visit_class(OBJECT.class());
    census.visit(&loaded().into_value());
    census.visit(&crate::names::interned_names());
    census.visit(&crate::native::tuple(Vec::new()));
    visit_running(&mut |value| census.visit(value));
    while let Some(object) = census.waiting.pop() {
        census.enter(&object);
    }
    let now = (crate::exceptions::state::passed_frames(), loaded().len());
    let is_clean = !census.keeps_frames && census.counted == ALIVE.get();
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
