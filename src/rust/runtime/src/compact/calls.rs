//! Calls, functions, classes and displays.

use super::machine::{Item, Machine};
use super::run;
use crate::classes::create::{build_class, ClassArguments};
use crate::collections::{set_of_folded, DictBuilder, ListBuilder, SetBuilder};
use crate::exceptions::Outcome;
use crate::functions::call::FEW;
use crate::functions::frame::Frame;
use crate::functions::function::call_closure_values;
use crate::functions::{call_values, call_with, Call, CallArguments, Function};
use crate::generators::call_generator_with;
use crate::names::Name;
use crate::value::Value;

const DEFAULTS: usize = 1;
const KEYWORD_DEFAULTS: usize = 2;
const ANNOTATIONS: usize = 4;

impl Machine {
    /// Gives the last values to `use_all`, `first` before them: from the machine's stack where there are few.
    fn with_values<T>(
        &mut self,
        first: Option<Value>,
        count: usize,
        use_all: impl FnOnce(&mut [Option<Value>]) -> T,
    ) -> T {
        let bound = usize::from(first.is_some());
        let all = count + bound;
        if all > FEW {
            let mut values: Vec<Option<Value>> = Vec::with_capacity(all);
            values.extend(first.map(Some));
            values.extend(self.pop_values(count).into_iter().map(Some));
            return use_all(&mut values);
        }
        let mut values = [const { None }; FEW];
        values[0] = first;
        for place in (bound..all).rev() {
            values[place] = Some(self.pop());
        }
        use_all(&mut values[..all])
    }

    /// The function that is called, and its first argument; they are below the arguments.
    fn callee(&mut self, count: usize) -> (Value, Option<Value>) {
        let place = self.items.len() - count - 1;
        match self.take(place) {
            Item::Method(found) => found.into_parts(),
            Item::Value(function) => (function, None),
            _ => unreachable!("what is called is below its arguments"),
        }
    }

    pub fn call(&mut self, count: usize) -> Outcome<()> {
        let (function, first) = self.callee(count);
        let result = self.with_values(first, count, |values| call_values(&function, values))?;
        drop(function);
        self.pop_item();
        self.push(result);
        Ok(())
    }

    pub fn call_keywords(&mut self) -> Outcome<()> {
        let (count, keywords) = (self.number(), self.name_list());
        let (function, first) = self.callee(count);
        let result = self
            .with_values(first, count, |values| call_with(&function, CallArguments::new(values, &keywords.values)))?;
        drop(function);
        self.pop_item();
        self.push(result);
        Ok(())
    }

    pub fn call_closure(&mut self, frame: &Frame) -> Outcome<()> {
        let (code, cells) = self.code_and_cells(frame);
        let count = self.number();
        let result = self.with_values(None, count, |values| call_closure_values(code, &cells, values))?;
        self.push(result);
        Ok(())
    }

    pub fn call_generator(&mut self, frame: &Frame) -> Outcome<()> {
        let (code, cells) = self.code_and_cells(frame);
        let iterator = self.pop();
        let result = match self.pop_item() {
            Item::Method(found) => found.call_generator_with(code, run::step, &cells, iterator),
            Item::Value(function) => call_generator_with(function, code, run::step, &cells, iterator),
            _ => unreachable!("what is called is below its argument"),
        };
        self.push(result?);
        Ok(())
    }

    // Calls with stars, and classes

    pub fn begin_call(&mut self) {
        let function = self.pop();
        self.items.push(Item::Call(Box::new(Call::new(function))));
    }

    pub fn begin_method_call(&mut self, name: &Name) -> Outcome<()> {
        let object = self.pop();
        self.items.push(Item::Call(Box::new(Call::method(object, name)?)));
        Ok(())
    }

    /// Adds an argument to the call that is being made.
    fn argument(
        &mut self,
        to_call: impl FnOnce(Call, Value) -> Outcome<Call>,
        to_class: impl FnOnce(ClassArguments, Value) -> Outcome<ClassArguments>,
    ) -> Outcome<()> {
        let value = self.pop();
        let item = match self.pop_item() {
            Item::Call(call) => Item::Call(Box::new(to_call(*call, value)?)),
            Item::Class(class) => Item::Class(Box::new(to_class(*class, value)?)),
            _ => unreachable!("arguments are added to calls"),
        };
        self.items.push(item);
        Ok(())
    }

    pub fn positional(&mut self) -> Outcome<()> {
        self.argument(|call, value| Ok(call.positional(value)), |class, value| Ok(class.positional(value)))
    }

    pub fn star(&mut self) -> Outcome<()> {
        self.argument(Call::star, ClassArguments::star)
    }

    pub fn star_alone(&mut self) -> Outcome<()> {
        self.argument(|call, value| Ok(call.star_alone(value)), ClassArguments::star)
    }

    pub fn keyword(&mut self) -> Outcome<()> {
        let name = self.name();
        self.argument(|call, value| Ok(call.keyword(name, value)), |class, value| Ok(class.keyword(name, value)))
    }

    pub fn double_star(&mut self) -> Outcome<()> {
        self.argument(Call::double_star, ClassArguments::double_star)
    }

    pub fn invoke(&mut self) -> Outcome<()> {
        let Item::Call(call) = self.pop_item() else { unreachable!("a call was begun") };
        let result = call.invoke()?;
        self.push(result);
        Ok(())
    }

    pub fn build_class(&mut self) -> Outcome<()> {
        let name = self.name();
        let Item::Class(arguments) = self.pop_item() else { unreachable!("a class was begun") };
        let body = self.pop();
        let class = build_class(body, name, *arguments)?;
        self.push(class);
        Ok(())
    }

    pub fn make_function(&mut self, frame: &Frame) {
        let (code, parts) = (self.number(), self.number());
        let cells = self.cells(frame);
        let mut part = |bit| (parts & bit != 0).then(|| self.pop());
        let (annotations, keyword_defaults, defaults) = (part(ANNOTATIONS), part(KEYWORD_DEFAULTS), part(DEFAULTS));
        let mut function = Function::new(&self.tables.codes[code], self.tables.module).captured(cells);
        if let Some(defaults) = defaults {
            function = function.defaults(defaults);
        }
        if let Some(defaults) = keyword_defaults {
            function = function.keyword_defaults(defaults);
        }
        if let Some(annotations) = annotations {
            function = function.annotations(annotations);
        }
        self.push(function.build());
    }

    // Displays

    pub fn set(&mut self, count: usize) -> Outcome<()> {
        let items = self.pop_values(count);
        let set = items.into_iter().try_fold(SetBuilder::new(), SetBuilder::push)?.set();
        self.push(set);
        Ok(())
    }

    pub fn set_of_constants(&mut self, count: usize) {
        let items = self.pop_values(count);
        self.push(set_of_folded(items));
    }

    pub fn dict(&mut self, count: usize) -> Outcome<()> {
        let dict = inserted(DictBuilder::new(), self.pop_pairs(count))?.dict();
        self.push(dict);
        Ok(())
    }

    pub fn push_item(&mut self) -> Outcome<()> {
        let value = self.pop();
        let item = match self.pop_item() {
            Item::List(list) => Item::List(list.push(value)),
            Item::Set(set) => Item::Set(Box::new(set.push(value)?)),
            _ => unreachable!("a display was begun"),
        };
        self.items.push(item);
        Ok(())
    }

    pub fn extend(&mut self) -> Outcome<()> {
        let values = self.pop();
        let item = match self.pop_item() {
            Item::List(list) => Item::List(list.extend(values)?),
            Item::Set(set) => Item::Set(Box::new(set.extend(values)?)),
            _ => unreachable!("a display was begun"),
        };
        self.items.push(item);
        Ok(())
    }

    pub fn insert_all(&mut self, count: usize) -> Outcome<()> {
        let pairs = self.pop_pairs(count);
        let dict = inserted(*self.pop_dict(), pairs)?;
        self.items.push(Item::Dict(Box::new(dict)));
        Ok(())
    }

    pub fn update(&mut self) -> Outcome<()> {
        let mapping = self.pop();
        let dict = self.pop_dict().update(mapping)?;
        self.items.push(Item::Dict(Box::new(dict)));
        Ok(())
    }

    fn pop_dict(&mut self) -> Box<DictBuilder> {
        match self.pop_item() {
            Item::Dict(dict) => dict,
            _ => unreachable!("a display was begun"),
        }
    }

    pub fn finish(&mut self, of_list: fn(ListBuilder) -> Value) {
        let value = match self.pop_item() {
            Item::List(list) => of_list(list),
            Item::Set(set) => set.set(),
            Item::Dict(dict) => dict.dict(),
            _ => unreachable!("a display was begun"),
        };
        self.push(value);
    }
}

fn inserted(dict: DictBuilder, pairs: Vec<(Value, Value)>) -> Outcome<DictBuilder> {
    pairs.into_iter().try_fold(dict, |dict, (key, value)| dict.insert(key, value))
}
