//! Python function objects.

use super::code::Code;
use super::frame;
use super::CallArguments;
use crate::classes::core_classes::FUNCTION;
use crate::collections::{Dict, Tuple};
use crate::exceptions::Outcome;
use crate::modules::Module;
use crate::names::intern_text;
use crate::object::{allocate, Ref};
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// A function: its code with what the `def` statement evaluated.
pub struct Function {
    pub(crate) code: &'static Code,
    pub(crate) module: &'static Module,
    pub(crate) closure: Vec<Value>,
    pub(crate) defaults: RefCell<Option<Ref<Tuple>>>,
    pub(crate) keyword_defaults: RefCell<Option<Ref<Dict>>>,
    pub(crate) annotations: RefCell<Option<Value>>,
    pub(crate) name: RefCell<Option<Value>>,
    pub(crate) qualified_name: RefCell<Option<Value>>,
    pub(crate) doc: RefCell<Option<Value>>,
    /// `__module__`, where it was set.
    pub(crate) module_name: RefCell<Option<Value>>,
    /// What `types.coroutine` sets for a generator function: its generators can be awaited.
    pub(crate) is_iterable_coroutine: Cell<bool>,
}

/// What the compiler writes for a `def`.
pub struct FunctionBuilder(Function);

impl Function {
    #[allow(clippy::new_ret_no_self)]
    pub fn new(code: &'static Code, module: &'static Module) -> FunctionBuilder {
        FunctionBuilder(Function {
            code,
            module,
            closure: Vec::new(),
            defaults: RefCell::new(None),
            keyword_defaults: RefCell::new(None),
            annotations: RefCell::new(None),
            name: RefCell::new(None),
            qualified_name: RefCell::new(None),
            doc: RefCell::new(None),
            module_name: RefCell::new(None),
            is_iterable_coroutine: Cell::new(false),
        })
    }

    /// `__name__`.
    pub fn name(&self) -> Value {
        self.name.borrow().clone().unwrap_or_else(|| intern_text(self.code.name))
    }

    /// `__qualname__`.
    pub fn qualified_name(&self) -> Value {
        self.qualified_name.borrow().clone().unwrap_or_else(|| intern_text(self.code.qualified_name))
    }

    /// `__doc__`.
    pub fn doc(&self) -> Value {
        match &*self.doc.borrow() {
            Some(doc) => doc.clone(),
            None => self.code.docstring.map_or_else(NONE, intern_text),
        }
    }

    /// Calls with positional arguments only; they are moved out.
    #[inline(always)]
    pub(crate) fn call_positional(&self, arguments: &mut [Option<Value>]) -> Outcome {
        call_positional(self, arguments)
    }

    fn open_call_positional(&self, arguments: &mut [Option<Value>]) -> Outcome {
        if self.code.takes_exactly(arguments.len()) {
            if self.code.is_suspended() {
                return self.suspended(&mut |slots| fill(slots, arguments));
            }
            run_slice(self.code, &self.closure, arguments)
        } else {
            self.call_binding(CallArguments::new(arguments, &[]))
        }
    }

    /// Calls with any arguments.
    #[inline(always)]
    pub(crate) fn call_binding(&self, arguments: CallArguments) -> Outcome {
        call_binding(self, arguments)
    }

    fn open_call_binding(&self, arguments: CallArguments) -> Outcome {
        if self.code.is_suspended() {
            let mut arguments = Some(arguments);
            return self.suspended(&mut |slots| match arguments.take() {
                Some(arguments) => super::binding::bind(self, arguments, slots),
                None => Ok(()),
            });
        }
        frame::run(self.code, &self.closure, None, |slots| super::binding::bind(self, arguments, slots))
    }

    /// Makes the generator, coroutine or async generator of a call.
    fn suspended(&self, fill: &mut dyn FnMut(&mut [Option<Value>]) -> Outcome<()>) -> Outcome {
        let made = frame::run_generator(self.code, &self.closure, self.is_iterable_coroutine.get(), fill)?;
        let (name, qualified_name) = (self.name.borrow().clone(), self.qualified_name.borrow().clone());
        if name.is_some() || qualified_name.is_some() {
            crate::generators::rename(&made, name, qualified_name);
        }
        Ok(made)
    }

    /// Runs a class body in its namespace.
    pub(crate) fn run_class_body(&self, namespace: Value) -> Outcome {
        frame::run(self.code, &self.closure, Some(namespace), |_| Ok(()))
    }
}

behind! {
    FUNCTIONS,
    fn call_positional(function: &Function, arguments: &mut [Option<Value>]) -> Outcome = Function::open_call_positional
}
behind! {
    FUNCTIONS, fn call_binding(function: &Function, arguments: CallArguments) -> Outcome = Function::open_call_binding
}

/// Moves one argument for each parameter into the slots.
fn fill(slots: &mut [Option<Value>], arguments: &mut [Option<Value>]) -> Outcome<()> {
    for (slot, argument) in slots.iter_mut().zip(arguments) {
        *slot = argument.take();
    }
    Ok(())
}

/// Runs a function with as many arguments as it has parameters.
#[inline(never)]
fn run_slice(code: &'static Code, closure: &[Value], arguments: &mut [Option<Value>]) -> Outcome {
    match code.is_suspended() {
        true => frame::run_generator(code, closure, false, &mut |slots| fill(slots, arguments)),
        false => frame::run(code, closure, None, |slots| fill(slots, arguments)),
    }
}

/// Calls a function that nobody else will know, without making its object: a comprehension's.
///
/// # Errors
/// What the call raises.
#[inline]
pub fn call_closure<const C: usize, const N: usize>(
    code: &'static Code,
    closure: [Value; C],
    arguments: [Value; N],
) -> Outcome {
    if code.runs_with(N) {
        return frame::run_exactly(code, &closure, arguments);
    }
    call_closure_values(code, &closure, &mut arguments.map(Some))
}

/// The same with arguments that are moved out.
///
/// # Errors
/// What the call raises.
pub(crate) fn call_closure_values(code: &'static Code, closure: &[Value], arguments: &mut [Option<Value>]) -> Outcome {
    if code.takes_exactly(arguments.len()) {
        return run_slice(code, closure, arguments);
    }
    let function = Function::new(code, code.module).captured(closure.to_vec()).build();
    super::call_values(&function, arguments)
}

impl FunctionBuilder {
    pub fn defaults(self, defaults: Value) -> FunctionBuilder {
        self.0.defaults.replace(defaults.into_ref().ok());
        self
    }

    pub fn keyword_defaults(self, defaults: Value) -> FunctionBuilder {
        self.0.keyword_defaults.replace(defaults.into_ref().ok());
        self
    }

    pub fn annotations(self, annotations: Value) -> FunctionBuilder {
        self.0.annotations.replace(Some(annotations));
        self
    }

    pub fn closure<const N: usize>(mut self, cells: [Value; N]) -> FunctionBuilder {
        self.0.closure = cells.into();
        self
    }

    /// Values that the body finds behind its own slots.
    pub(crate) fn captured(mut self, values: Vec<Value>) -> FunctionBuilder {
        self.0.closure = values;
        self
    }

    pub fn build(self) -> Value {
        crate::kept::needs(crate::kept::FUNCTIONS);
        allocate(FUNCTION.class(), self.0).into_value()
    }
}
